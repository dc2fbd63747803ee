using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.Organizations;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Webhooks;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Tests.Web.Webhooks;

/// <summary>What waits to be passed on, before a super admin; the receiver is played and takes nothing.</summary>
public sealed class WebhooksPageTests : WorldPages
{
    private readonly Receiver _receiver = new();
    private WebhookInbox _inbox = null!;
    private WebhookForwarder _forwarder = null!;

    private protected override string Address => "/platform/webhooks";

    private protected override Actor? Visitor => World.Super;

    private protected override void Equip()
    {
        base.Equip();
        _inbox = new WebhookInbox(World.Db.Db, _receiver, World.Time);
        _forwarder = new WebhookForwarder(World.Db.Db, _receiver, _inbox, World.Time, NullLogger<WebhookForwarder>.Instance);
        Services.AddSingleton(new WebhookForwarding(World.Db.Db, World.Get<Access>(), World.Get<AuditLog>(), _receiver, _forwarder, World.Time));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await _forwarder.DisposeAsync();
        await base.DisposeAsyncCore();
    }

    [Fact]
    public void Page_NoReceiverIsNamed_SaysWhichSettingNamesIt()
    {
        _receiver.IsOn = false;

        var page = Render<WebhooksPage>();

        page.WaitForAssertion(() => Assert.Contains("WhatsApp:ForwardUrl", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("[data-testid=try-now]"));
    }

    [Fact]
    public void Page_NothingWaits_SaysSoAndWhere()
    {
        var page = Render<WebhooksPage>();

        page.WaitForAssertion(() => Assert.Equal("Everything is passed on.", page.Find("[data-testid=waiting]").TextContent), Patience);
        Assert.Contains("https://chatbot.test/hook", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=try-now], [role=status].warn"));
    }

    [Fact]
    public async Task Page_SomeWait_SaysHowManySinceWhenWhyAndThatTheReceiverIsLate()
    {
        await StoreAsync(3);
        await _forwarder.ForwardAsync(Ct);
        var page = Render<WebhooksPage>();
        page.WaitForAssertion(() => Assert.Equal("3", page.Find("[data-testid=waiting]").TextContent), Patience);
        Assert.Equal("It answered with status 503", page.Find("[data-testid=last-error]").TextContent);
        Assert.Empty(page.FindAll(".note.warn"));

        World.Time.Advance(TimeSpan.FromSeconds(62));

        page.WaitForAssertion(() => Assert.Contains("The receiver does not take them.", page.Find(".note.warn").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Page_BacklogMoves_ShowsItByItself()
    {
        var page = Render<WebhooksPage>();
        page.WaitForElement("[data-testid=waiting]", Patience);

        await StoreAsync(2);
        World.Time.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-testid=waiting]").TextContent), Patience);
    }

    [Fact]
    public async Task TryNow_Pressed_MakesAllDueAtOnceAndStandsInTheAudit()
    {
        await StoreAsync(2);
        await _forwarder.ForwardAsync(Ct);
        Assert.Contains(await DueAsync(), due => due > World.Now);
        var page = Render<WebhooksPage>();
        page.WaitForElement("[data-testid=try-now]", Patience);

        await page.Find("[data-testid=try-now]").ClickAsync(new());

        Assert.All(await DueAsync(), due => Assert.True(due <= World.Now));
        await using var db = await World.Db.OpenAsync(TenantScope.All("test"));
        Assert.Equal(1, await db.Set<AuditEntry>().CountAsync(e => e.Action == "webhooks.tried_now", Ct));
    }

    [Fact]
    public void Page_ForAnOrgAdmin_IsRefusedAndShowsNoAddress()
    {
        SignIn(Acme.Admin);

        var page = Render<WebhooksPage>();

        page.WaitForAssertion(() => Assert.Contains("forbidden", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("chatbot.test", page.Markup, StringComparison.Ordinal);
    }

    private async Task StoreAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _inbox.StoreAsync(new SignedWebhook(WhatsAppAppId.Platform, Encoding.UTF8.GetBytes($"{{\"number\":{i}}}"), "sha256=abc", "application/json"));
    }

    private async Task<List<DateTime>> DueAsync()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.All("test"));
        return await db.Set<WebhookForward>().Select(f => f.DueAt).ToListAsync(Ct);
    }

    private sealed class Receiver : IForwardReceiver
    {
        public bool IsOn { get; set; } = true;

        public Uri? Address => IsOn ? new Uri("https://chatbot.test/hook") : null;

        public Task<ForwardOutcome> PostAsync(SignedWebhook webhook, CancellationToken ct) => Task.FromResult(ForwardOutcome.Refused(503));
    }
}
