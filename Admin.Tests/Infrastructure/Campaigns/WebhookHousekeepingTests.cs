using System.Text;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Campaigns;

public sealed class WebhookHousekeepingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(Times.Start);
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Run_Merged_ForgetsTheBodyAfterADayAndTheRestAfterEight()
    {
        var node = await _fixture.AddNodeAsync(_time);
        await node.MergeAsync(Hooks.Body(Hooks.Text("5511955550000", "Oi", Times.Now)));
        await node.Get<WebhookInbox>().StoreAsync(new SignedWebhook(WhatsAppAppId.Platform, "[2]"u8.ToArray(), "sha256=", null));

        _time.Advance(TimeSpan.FromHours(25));
        Assert.Equal((1, 0), await node.Get<WebhookHousekeeping>().RunAsync(Ct));
        // Not merged yet, so still whole.
        Assert.Equal("[2]", await OnlyBodyAsync());
        await node.MergeAsync();

        _time.Advance(TimeSpan.FromDays(7));
        Assert.Equal((0, 2), await node.Get<WebhookHousekeeping>().RunAsync(Ct));
    }

    [Fact]
    public async Task Run_StillToBePassedOn_KeepsTheBody()
    {
        var node = await _fixture.AddNodeAsync(_time, ("WhatsApp:ForwardUrl", "https://chatbot.example/hook"));
        await node.MergeAsync("{}");

        _time.Advance(TimeSpan.FromDays(6));

        Assert.Equal((0, 0), await node.Get<WebhookHousekeeping>().RunAsync(Ct));
        Assert.Equal("{}", await OnlyBodyAsync());
    }

    private async Task<string> OnlyBodyAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.Accounts);
        return Encoding.UTF8.GetString((await db.Set<WebhookRaw>().SingleAsync(Ct)).Body);
    }
}
