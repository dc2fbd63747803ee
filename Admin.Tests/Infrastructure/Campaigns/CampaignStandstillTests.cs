using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Infrastructure.Messaging;
using Admin.Tests.Support;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>A campaign that cannot go on says so by itself, and why; and goes on by itself, or waits for a person.</summary>
public sealed class CampaignStandstillTests : IAsyncLifetime
{
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task WhatsAppAway_IsStalledWithItsReason_AndGoesOnWhenItIsBack()
    {
        var node = await _fixture.AddNodeAsync(null, ("Campaigns:StallSeconds", "2"));
        var address = node.Get<WhatsAppEndpoint>().BaseUrl;
        node.Get<WhatsAppEndpoint>().BaseUrl = new Uri("http://127.0.0.1:1/");
        var id = await _fixture.PrepareAsync(20);
        await node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);

        var stalled = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Stalled);
        Assert.Equal(StallReason.WaitingForWhatsApp, stalled.StatusReason);
        // Some may be on another try at this moment.
        Assert.All(await _fixture.RowsAsync(id), r => Assert.True(r.State is RecipientState.Pending or RecipientState.Sending, r.State.ToString()));

        node.Get<WhatsAppEndpoint>().BaseUrl = address;
        var done = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
        Assert.Null(done.StatusReason);
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
        Assert.Equal(20, (await _fixture.LedgerAsync()).Count);
    }

    [Fact]
    public async Task OrganizationSuspended_IsStalledAndGoesOnAfterwards()
    {
        var node = await _fixture.AddNodeAsync();
        var id = await _fixture.PrepareAsync(20);
        await _fixture.StartAsync(id);
        await node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, CancellationToken.None);
        await _fixture.ChangeOrganizationAsync(o => o.Suspend(Times.Now));
        await node.Engine.StartAsync(CancellationToken.None);

        var stalled = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Stalled);
        Assert.Equal(StallReason.OrganizationSuspended, stalled.StatusReason);

        await _fixture.ChangeOrganizationAsync(o => o.Resume());
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
    }

    [Fact]
    public async Task TooManyBadEnds_PauseItForAPerson_WhoMayGoOn()
    {
        var node = await _fixture.AddNodeAsync(null, ("Campaigns:ErrorWindow", "40"));
        // The first hundred are not on WhatsApp, and webhooks say so.
        var id = await _fixture.PrepareAsync(300, "+5511900009");
        await node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);

        var paused = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Paused);
        Assert.Equal("error_ratio", paused.StatusReason);
        Assert.True(paused.Counts.Pending > 0, paused.Counts.ToString());

        Assert.Null((await node.Get<CampaignControl>().ResumeAsync(_fixture.Actor, id, CancellationToken.None)).Error);
        await _fixture.UntilAsync(id, c => c.Counts.Pending < paused.Counts.Pending);
    }
}
