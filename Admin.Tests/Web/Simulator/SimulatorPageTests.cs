using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Organizations;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Simulator;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Web.Simulator;

/// <summary>The simulator's page before a super admin; the simulator is played and remembers what it was asked for.</summary>
public sealed class SimulatorPageTests : WorldPages
{
    private protected override string Address => "/platform/simulator";

    private protected override Actor? Visitor => World.Super;

    private protected override void Equip()
    {
        base.Equip();
        Use<SimulatorDesk>();
    }

    [Fact]
    public void Page_Opened_ShowsFiguresNumbersTemplatesAndDeliveries()
    {
        var page = Open();

        Assert.Equal(["7", "2", "1"], new[] { "accepted", "refused", "faults" }.Select(f => page.Find($"[data-figure={f}]").TextContent));
        Assert.Contains("130429", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-number='100']"));
        Assert.NotEmpty(page.FindAll("[data-template=order_update]"));
    }

    [Fact]
    public async Task Weather_Rough_TurnsTheDialsAndStandsInTheAudit()
    {
        var page = Open();

        await Button(page, "Rough weather").ClickAsync(new());

        Assert.Equal(Weather.Rough(), World.Simulator.Dials);
        Assert.Equal(["simulator.turned"], await AuditAsync());
    }

    [Fact]
    public async Task Weather_PressedTwice_ChangesOnce()
    {
        var page = Open();

        await Button(page, "Rough weather").ClickAsync(new());
        await Button(page, "Rough weather").ClickAsync(new());

        Assert.Single(World.Simulator.Changes);
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task Weather_ApiGone_AsksFirstAndIsShownWhileItLasts()
    {
        var dialogs = Dialogs();
        var page = Open();
        var pressed = Button(page, "API gone").ClickAsync(new());
        dialogs.WaitForElement(".mud-dialog-actions .button", Patience).Click();
        await pressed.WaitAsync(Patience, Ct);
        Assert.False(World.Simulator.Dials.Outage);

        pressed = Button(page, "API gone").ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        Assert.True(World.Simulator.Dials.Outage);
        page.WaitForAssertion(() => Assert.Contains("The simulated API is gone", page.Find(".note.warn").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Dial_OutOfItsRange_IsRefusedAndNothingTurns()
    {
        var page = Open();

        await page.Find("#dial-ReadPercent").ChangeAsync(new ChangeEventArgs { Value = "140" });
        await page.Find("form").SubmitAsync();

        page.WaitForElement("[role=alert]", Patience);
        Assert.Empty(World.Simulator.Changes);
    }

    [Fact]
    public async Task Dial_Changed_IsKeptInTheFormWhileThePageReadsOn()
    {
        var page = Open();

        await page.Find("#dial-ReadPercent").ChangeAsync(new ChangeEventArgs { Value = "40" });
        World.Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("40", page.Find("#dial-ReadPercent").GetAttribute("value")), Patience);
        await page.Find("form").SubmitAsync();

        Assert.Equal(40, World.Simulator.Dials.ReadPercent);
    }

    [Fact]
    public async Task Number_Blocked_TellsTheSimulatorWhichAndHow()
    {
        var page = Open();

        await page.FindAll("[data-number='100'] select")[1].ChangeAsync(new ChangeEventArgs { Value = "131031" });

        Assert.Equal(new SimulatedNumberChange(Block: 131031), Assert.Single(World.Simulator.Changes));
        Assert.Equal(["simulator.number_changed"], await AuditAsync());
    }

    [Fact]
    public async Task Template_Deleted_AsksFirst()
    {
        var dialogs = Dialogs();
        var page = Open();

        var pressed = Button(page, "Delete").ClickAsync(new());
        Assert.Empty(World.Simulator.Changes);
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        Assert.Equal(new SimulatedTemplateChange("200", "order_update", "en_US", TemplateAct.Delete, null), Assert.Single(World.Simulator.Changes));
    }

    [Fact]
    public async Task Inbound_Sent_GoesToTheChosenNumberInDigits()
    {
        var page = Open();

        await page.Find("#inbound-from").ChangeAsync(new ChangeEventArgs { Value = "+55 (11) 90000-9950" });
        await page.Find("[aria-labelledby=inbound-title] form").SubmitAsync();

        Assert.Equal(new SimulatedInbound("100", "5511900009950", InboundKind.Text, "SAIR"), Assert.Single(World.Simulator.Changes));
    }

    [Fact]
    public async Task Ledger_Searched_CountsMessagesAndMasksThePhone()
    {
        var page = Open();

        await page.Find("#ledger-phone").ChangeAsync(new ChangeEventArgs { Value = "9950" });
        await page.Find("[aria-labelledby=ledger-title] form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("People and numbers: 1. Messages: 2.", page.Markup, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("5511900009950", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_Asked_SaysWhetherTheAddressAnswered()
    {
        World.Simulator.WebhookUrl = new Uri("http://127.0.0.1/webhooks/whatsapp");
        var page = Open();

        await Button(page, "Verify the webhook").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("The address answered the challenge.", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Page_WithoutASimulator_SaysSoAndShowsNothing()
    {
        World.Simulator.IsOn = false;

        var page = Render<SimulatorPage>();

        page.WaitForAssertion(() => Assert.Contains("simulator_off", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void Page_ForAnOrgAdmin_IsRefused()
    {
        SignIn(Acme.Admin);

        var page = Render<SimulatorPage>();

        page.WaitForAssertion(() => Assert.Contains("forbidden", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(page.FindAll("form"));
    }

    private IRenderedComponent<SimulatorPage> Open()
    {
        var page = Render<SimulatorPage>();
        page.WaitForElement("[data-figure=accepted]", Patience);
        return page;
    }

    private async Task<List<string>> AuditAsync()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.All("test"));
        return await db.Set<AuditEntry>().Where(e => e.SubjectType == "simulator").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Ct);
    }
}
