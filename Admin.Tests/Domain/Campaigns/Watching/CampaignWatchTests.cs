using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Tests.Infrastructure.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns.Watching;

/// <summary>What a page shows of a run that the real engine made, with personas that fail in every way.</summary>
public sealed class CampaignWatchTests : IAsyncLifetime
{
    private const int Readers = 500;

    private CampaignsFixture _fixture = null!;
    private CampaignId _id;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        // 050: not on WhatsApp. 770: reset before. 820: blocked us. 870: never delivered.
        _id = await _fixture.PrepareAsync(1000, "+5511900009");
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(_id);
        await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.NeedsAttention && c.Counts is { Ambiguous: 50, Sent: 50, Failed: 300, Read: Readers });
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Detail_AfterARun_AddsUpToTheCountsAndNamesReasons()
    {
        var buckets = await BucketsAsync();
        var detail = (await Watch.DetailAsync(_fixture.Actor, _id, CancellationToken.None)).Value;
        var counts = (await _fixture.CampaignAsync(_id)).Counts;

        Assert.Equal(counts.Sent + counts.Delivered + counts.Read, buckets.Sum(b => b.Accepted));
        Assert.Equal(counts.Delivered + counts.Read, buckets.Sum(b => b.Delivered));
        Assert.Equal(counts.Read, buckets.Sum(b => b.Read));
        Assert.Equal(counts.Failed, buckets.Sum(b => b.Failed));
        Assert.NotEmpty(detail.Series.Points);
        Assert.Equal(counts.Failed, detail.Reasons.Where(r => r.State == RecipientState.Failed).Sum(r => r.Count));
        Assert.Equal(counts.Ambiguous, detail.Reasons.Where(r => r.State == RecipientState.Ambiguous).Sum(r => r.Count));
        Assert.Contains(detail.Reasons, r => r is { Code: "131026", CanRetry: true, Class: "recipient_permanent" });
        Assert.Contains(detail.Reasons, r => r is { Code: "130403", CanRetry: false, Class: "opt_out" });
    }

    [Fact]
    public async Task Activity_StartedAndWaitingForAPerson_NamesTheEngine()
    {
        var activity = (await Watch.ActivityAsync(_fixture.Actor, _id, new PageRequest(1), CancellationToken.None)).Value.Items;

        Assert.Equal("campaign.needs_attention", activity[0].Action);
        Assert.Equal(ActorKind.System, activity[0].By);
        Assert.Contains(activity, a => a.Action == "campaign.started");
    }

    [Fact]
    public async Task RetryFailed_OfOneCode_TakesOnlyThoseAndNeverOptedOut()
    {
        await _fixture.Node.Engine.StopAsync(CancellationToken.None);
        var failed = (await _fixture.RowsAsync(_id)).Count(r => r.Reason == "131026");

        Assert.Equal("nothing_to_retry", (await Control.RetryFailedAsync(_fixture.Actor, _id, "130403", CancellationToken.None)).Error?.Code);
        Assert.Equal(failed, (await Control.RetryFailedAsync(_fixture.Actor, _id, "131026", CancellationToken.None)).Value);
        Assert.Equal("nothing_to_retry", (await Control.RetryFailedAsync(_fixture.Actor, _id, "131026", CancellationToken.None)).Error?.Code);

        var newest = (await Watch.ActivityAsync(_fixture.Actor, _id, new PageRequest(1), CancellationToken.None)).Value.Items[0];
        Assert.Equal(("campaign.failed_retried", "131026"), (newest.Action, newest.Details["code"]));
    }

    [Fact]
    public async Task SettleAll_CountAsSent_CompletesTheCampaignOnce()
    {
        Assert.Equal(50, (await Control.SettleAllAsync(_fixture.Actor, _id, Settlement.CountAsSent, CancellationToken.None)).Value);
        Assert.Equal("nothing_to_settle", (await Control.SettleAllAsync(_fixture.Actor, _id, Settlement.CountAsSent, CancellationToken.None)).Error?.Code);

        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal(CampaignStatus.Completed, campaign.Status);
        Assert.Equal((0, 1000), (campaign.Counts.Ambiguous, campaign.Counts.Total));
        Assert.Equal(campaign.Counts.Sent + campaign.Counts.Delivered + campaign.Counts.Read, (await BucketsAsync()).Sum(b => b.Accepted));
        var row = (await _fixture.RowsAsync(_id)).First(r => r.Reason == Recipient.CountedByPerson);
        var told = (await Recipients.TimelineAsync(_fixture.Actor, _id, row.Ordinal, CancellationToken.None)).Value.Entries;
        Assert.Equal([TimelineKind.Planned, TimelineKind.OutcomeUnknown, TimelineKind.CountedAsSent, TimelineKind.Accepted], told.Select(e => e.Kind).Order());
    }

    [Fact]
    public async Task SettleAll_SendAgain_PutsThemBackToPending()
    {
        await _fixture.Node.Engine.StopAsync(CancellationToken.None);

        Assert.Equal(50, (await Control.SettleAllAsync(_fixture.Actor, _id, Settlement.SendAgain, CancellationToken.None)).Value);

        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal(CampaignStatus.Running, campaign.Status);
        Assert.Equal((50, 0, 1000), (campaign.Counts.Pending, campaign.Counts.Ambiguous, campaign.Counts.Total));
    }

    [Fact]
    public async Task Window_ByStateAndCode_CountsWithoutReadingAll()
    {
        var all = (await Recipients.WindowAsync(_fixture.Actor, _id, new RecipientFilter(), 990, 50, CancellationToken.None)).Value;
        var read = (await Recipients.WindowAsync(_fixture.Actor, _id, new RecipientFilter(RecipientState.Read), 0, 1000, CancellationToken.None)).Value;
        var blocked = (await Recipients.WindowAsync(_fixture.Actor, _id, new RecipientFilter(RecipientState.Failed, "130403"), 0, 10, CancellationToken.None)).Value;

        Assert.Equal((1000, 10), (all.Total, all.Items.Count));
        Assert.Equal((Readers, RecipientReader.MostAtOnce), (read.Total, read.Items.Count));
        Assert.All(blocked.Items, r => Assert.Equal("130403", r.Reason));
        Assert.Equal((await _fixture.RowsAsync(_id)).Count(r => r.Reason == "130403"), blocked.Total);
    }

    [Fact]
    public async Task Forecast_OrganizationRules_SaysWhatAnOverrideWouldDo()
    {
        var node = await _fixture.AddNodeAsync(null, ("RateLimits:Policies:whatsapp_send:Limit", "100"));
        var draft = await _fixture.PrepareAsync(500, "+55119871");

        var forecast = (await node.Get<CampaignWatch>().ForecastAsync(_fixture.Actor, draft, CancellationToken.None)).Value;

        Assert.Equal((500, LimitedBy.Organization, 100L, true), (forecast.Total, forecast.LimitedBy, forecast.OrganizationLimit, forecast.OverrideHelps));
        Assert.Equal(300, forecast.DurationSeconds, 1.0);
        Assert.Equal(2.5, forecast.AtNumberSpeedSeconds, 0.1);
    }

    private CampaignWatch Watch => _fixture.Node.Get<CampaignWatch>();

    private CampaignControl Control => _fixture.Node.Get<CampaignControl>();

    private RecipientReader Recipients => _fixture.Node.Get<RecipientReader>();

    private async Task<List<CampaignBucket>> BucketsAsync()
    {
        var key = (await _fixture.CampaignAsync(_id)).Key;
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<CampaignBucket>().AsNoTracking().Where(b => b.CampaignKey == key).ToListAsync();
    }
}
