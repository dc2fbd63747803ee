using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>The clock is set back or forward by an hour while a campaign runs, as an operator or a wrong time server does. Time itself goes on as before.</summary>
public sealed class CampaignClockTests : IAsyncLifetime
{
    private const int People = 400;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SetClock _clock = new();
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync(time: _clock);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task ClockSet_WhileSending_NobodyIsWrittenToTwiceAndNothingStandsStill(int hours)
    {
        var id = await RunningAsync();

        _clock.Set(Hour * hours);

        await CompletedAsync(id);
    }

    [Fact]
    public async Task ClockSet_BackAndForthAndBack_NobodyIsWrittenToTwiceAndNothingStandsStill()
    {
        var id = await RunningAsync();

        foreach (var step in new[] { -Hour, Hour, -Hour })
        {
            _clock.Set(step);
            var before = (await _fixture.CampaignAsync(id)).Counts.Pending;
            await _fixture.UntilAsync(id, c => c.Counts.Pending < before || c.Status == CampaignStatus.Completed);
        }

        await CompletedAsync(id);
    }

    [Fact]
    public async Task ClockSetBack_BeforeTheStart_WhatWasPlannedIsSent()
    {
        var id = await _fixture.PrepareAsync(20);
        await _fixture.StartAsync(id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, CancellationToken.None);

        _clock.Set(-Hour);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);

        await CompletedAsync(id, 20);
    }

    [Fact]
    public async Task ClockSetBack_AfterANodeDied_ItsLeasesDoNotLastAnHour()
    {
        _fixture.PauseWebhooks();
        var id = await _fixture.PrepareAsync(4);
        await _fixture.StartAsync(id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, CancellationToken.None);
        var campaign = await _fixture.CampaignAsync(id);
        var (ledger, claim) = (_fixture.Node.Get<CampaignLedger>(), Guid.CreateVersion7());
        var claimed = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [], 4), CancellationToken.None);
        await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [claimed.Claimed[0].Ordinal], 0), CancellationToken.None);

        _clock.Set(-Hour);
        await (await _fixture.AddNodeAsync(_clock)).Engine.StartAsync(CancellationToken.None);

        // What it had begun is ambiguous, what it had only claimed is sent.
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.NeedsAttention && c.Counts is { Ambiguous: 1, Sent: 3 });
        Assert.Equal([1, 1, 1], (await _fixture.LedgerAsync()).Values);
    }

    [Fact]
    public async Task ClockSetBack_RetriesThatWait_AreTriedWithinTheHour()
    {
        // Refused at the first try, so that each waits for its second.
        var id = await _fixture.PrepareAsync(20, "+55119000093");
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts is { Pending: > 0, Sending: 0 } && c.Status == CampaignStatus.Running);

        _clock.Set(-Hour);

        await CompletedAsync(id, 20);
    }

    [Fact]
    public async Task ClockSetBack_WebhooksThatWait_AreMergedNow()
    {
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("sent", Times.Now, "wamid.unknown")));
        Assert.Equal(WebhookEventState.Parked, (await EventsAsync()).Single().State);

        _clock.Set(-Hour);
        for (var round = 0; round < 3; round++)
        {
            // Looked at again after 5, 25 and 125 seconds, and given up then.
            await _fixture.Node.MergeAsync();
            _clock.Set(TimeSpan.FromSeconds(130));
        }

        await _fixture.Node.MergeAsync();
        Assert.Equal(WebhookEventState.Merged, (await EventsAsync()).Single().State);
    }

    private async Task<CampaignId> RunningAsync()
    {
        var id = await _fixture.PrepareAsync(People);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Delivered + c.Counts.Read > 20);
        return id;
    }

    private async Task CompletedAsync(CampaignId id, int people = People)
    {
        var done = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed && c.Counts.Delivered + c.Counts.Read == people);
        Assert.Equal(people, done.Counts.Total);
        var ledger = await _fixture.LedgerAsync();
        Assert.Equal(people, ledger.Count);
        Assert.All(ledger.Values, messages => Assert.Equal(1, messages));
    }

    private async Task<List<WebhookEvent>> EventsAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.All("test"));
        return await db.Set<WebhookEvent>().AsNoTracking().ToListAsync();
    }

    /// <summary>What it shows can be set; timers and spans go on by themselves.</summary>
    private sealed class SetClock : TimeProvider
    {
        private long _ahead;

        public void Set(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
    }
}
