using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>The ledger's commits under send times, a daily cap, a frequency cap and a budget: who waits counts no try, and all still adds up.</summary>
public sealed class CampaignPlannedWaitTests : IAsyncLifetime
{
    private const string SaoPaulo = "+55119870";
    private const string Manaus = "+55929870";

    private static readonly DateTime Today = new(2026, 3, 14, 0, 0, 0, DateTimeKind.Utc);
    private static readonly SendTimes EightToTwenty = new("America/Sao_Paulo", new TimeOnly(8, 0), new TimeOnly(20, 0), false, [], []);

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly Guid _claim = Guid.CreateVersion7();
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync(time: _time);
        _fixture.PauseWebhooks();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task OutsideTheHours_AllArePutOffOnceToTheOpening_AndGoThen()
    {
        var campaign = await RunningAsync(20, EightToTwenty);
        At(Today.AddHours(10));

        var step = await StepAsync(campaign, take: 100);

        Assert.Equal((0, 20), (step.Claimed.Count, step.PutOff));
        Assert.Equal(new PlannedWait(LimitedBy.Hours, Today.AddHours(11)), step.Wait);
        Assert.All(await _fixture.RowsAsync(campaign.Id), r => Assert.Equal((Today.AddHours(11), 0, null, RecipientState.Pending), (r.NextAttemptAt, r.Attempts, r.ClaimToken, r.State)));
        // Neither claimed again, nor made due by what looks for clocks that were set back.
        await Ledger.RearmAsync(campaign.Ref, CancellationToken.None);
        Assert.Equal((0, 0), ((await StepAsync(campaign, take: 100)).Claimed.Count, (await StepAsync(campaign, take: 100)).PutOff));

        At(Today.AddHours(11));
        Assert.Equal(20, (await StepAsync(campaign, take: 100)).Claimed.Count);
    }

    [Fact]
    public async Task ByTheRecipientsClock_EachGoesInTheirOwnHours()
    {
        var campaign = await RunningAsync(3, EightToTwenty with { OfRecipient = true }, SaoPaulo, Manaus);
        // Half past eight in the evening in São Paulo, half past seven in Manaus.
        At(Today.AddHours(23.5));

        var step = await StepAsync(campaign, take: 100);

        Assert.Equal(3, step.Claimed.Count);
        Assert.All(step.Claimed, r => Assert.StartsWith(Manaus, r.Phone, StringComparison.Ordinal));
        Assert.All((await _fixture.RowsAsync(campaign.Id)).Where(r => r.Phone.StartsWith(SaoPaulo, StringComparison.Ordinal)), r => Assert.Equal(Today.AddHours(35), r.NextAttemptAt));
    }

    [Fact]
    public async Task HoursThatEndBetweenClaimAndIntent_NobodyIsBegun()
    {
        var campaign = await RunningAsync(5, EightToTwenty);
        At(Today.AddHours(22).AddMinutes(59));
        var claimed = (await StepAsync(campaign, take: 100)).Claimed;
        Assert.Equal(5, claimed.Count);

        At(Today.AddHours(23));
        var step = await StepAsync(campaign, intents: claimed);

        Assert.Empty(step.Begun);
        Assert.All(await _fixture.RowsAsync(campaign.Id), r => Assert.Equal((Today.AddHours(35), 0), (r.NextAttemptAt, r.Attempts)));
    }

    [Fact]
    public async Task ManyAreClaimed_ThoseBeyondWhatIsKept_AreGivenBack()
    {
        var campaign = await RunningAsync(30, EightToTwenty);
        At(Today.AddHours(15));

        var step = await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [], [], 1000) { Keep = 10 }, CancellationToken.None);

        Assert.Equal(10, step.Claimed.Count);
        Assert.Equal(10, (await _fixture.RowsAsync(campaign.Id)).Count(r => r.ClaimToken is not null));
    }

    [Fact]
    public async Task ClockSetBack_WhoWaitsForHours_IsLookedAtAgain()
    {
        var campaign = await RunningAsync(4, EightToTwenty);
        At(Today.AddHours(10));
        await StepAsync(campaign, take: 100);

        // As if the clock had been two weeks ahead.
        await ChangeRowsAsync(campaign, r => r.NextAttemptAt, Today.AddDays(14));
        At(Today.AddHours(15));
        await Ledger.RearmAsync(campaign.Ref, CancellationToken.None);

        Assert.Equal(4, (await StepAsync(campaign, take: 100)).Claimed.Count);
    }

    [Fact]
    public async Task DailyCap_IsKeptToTheMessageAndOverARestart_AndTheRestGoesTheNextDay()
    {
        var campaign = await RunningAsync(12, EightToTwenty, cap: 5);
        At(Today.AddHours(15));
        var claimed = (await StepAsync(campaign, take: 100)).Claimed;

        var begun = (await StepAsync(campaign, intents: claimed)).Begun;

        Assert.Equal(5, begun.Count);
        // One that reached nobody gives its place back, to the day that it was taken from.
        await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [Failed(begun[0])], [], 0), CancellationToken.None);
        Assert.Equal(4, await BegunTodayAsync(campaign));
        var other = await _fixture.AddNodeAsync(_time);
        var step = await other.Get<CampaignLedger>().StepAsync(campaign.Ref, new LedgerOrder(Guid.CreateVersion7(), campaign.Epoch, [], [], 100), CancellationToken.None);
        Assert.Empty(step.Claimed);
        // Whoever was put off stays so: the place that was given back is not worth to look at all of them again.
        Assert.All((await _fixture.RowsAsync(campaign.Id)).Where(r => r.State == RecipientState.Pending), r => Assert.Equal((Today.AddHours(35), 0), (r.NextAttemptAt, r.Attempts)));

        At(Today.AddHours(35));
        claimed = (await StepAsync(campaign, take: 100)).Claimed;
        Assert.Equal(7, claimed.Count);
        Assert.Equal(5, (await StepAsync(campaign, intents: claimed)).Begun.Count);
        Assert.Equal(12, (await _fixture.CampaignAsync(campaign.Id)).Counts.Total);
    }

    [Fact]
    public async Task DailyCapReached_SaysSoAndUntilWhen()
    {
        var campaign = await RunningAsync(4, SendTimes.Always("America/Sao_Paulo"), cap: 1);
        At(Today.AddHours(15));
        await StepAsync(campaign, intents: (await StepAsync(campaign, take: 100)).Claimed);

        var step = await StepAsync(campaign, take: 100);

        Assert.Equal(new PlannedWait(LimitedBy.DailyCap, Today.AddHours(27)), step.Wait);
    }

    [Fact]
    public async Task FrequencyCap_WhoHadEnough_IsSkippedWithTheReason_AndTheCountsAddUp()
    {
        await _fixture.Db.AddAsync(Rules(new FrequencyCap(1, 7)));
        var first = await RunningAsync(3, null);
        var begun = (await StepAsync(first, intents: (await StepAsync(first, take: 100)).Claimed)).Begun;
        await Ledger.StepAsync(first.Ref, new LedgerOrder(_claim, first.Epoch, [Accepted(begun[0]), Accepted(begun[1]), Failed(begun[2])], [], 0), CancellationToken.None);

        // Longer than the pair rests.
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await RunningAsync(5, null);
        var step = await StepAsync(second, intents: (await StepAsync(second, take: 100)).Claimed);

        // The one that failed got nothing, so it counts for nothing.
        Assert.Equal(3, step.Begun.Count);
        var rows = await _fixture.RowsAsync(second.Id);
        Assert.Equal([FrequencyCap.Reached, FrequencyCap.Reached], rows.Where(r => r.State == RecipientState.Skipped).Select(r => r.Reason));
        var counts = (await _fixture.CampaignAsync(second.Id)).Counts;
        Assert.Equal((2, 3, 5), (counts.Skipped, counts.Sending, counts.Total));

        _time.Advance(TimeSpan.FromDays(8));
        var third = await RunningAsync(2, null);
        Assert.Equal(2, (await StepAsync(third, intents: (await StepAsync(third, take: 100)).Claimed)).Begun.Count);
    }

    [Fact]
    public async Task Schedule_MissedByHours_AsksAPersonOnce()
    {
        var admin = Person.Create("admin@acme.test", "Ana", Times.Now);
        (admin.NormalizedUserName, admin.NormalizedEmail) = ("ADMIN@ACME.TEST", "ADMIN@ACME.TEST");
        await _fixture.Db.AddAsync(admin, Membership.Create(_fixture.Acme.Id, admin.Id, Role.OrgAdmin, Times.Now));
        var guard = _fixture.Node.Get<ScheduleGuard>();
        var id = await _fixture.PrepareAsync(2);
        await ChangeAsync(id, c => c.Plan("Test", null, _time.GetUtcNow().UtcDateTime.AddHours(1), _time.GetUtcNow().UtcDateTime));

        _time.Advance(TimeSpan.FromHours(2));
        Assert.False(guard.IsTooLate(await _fixture.CampaignAsync(id)));
        _time.Advance(TimeSpan.FromHours(6));
        var late = await _fixture.CampaignAsync(id);
        Assert.True(guard.IsTooLate(late));
        await guard.MissAsync(late.Ref, CancellationToken.None);
        await guard.MissAsync(late.Ref, CancellationToken.None);

        var asked = await _fixture.CampaignAsync(id);
        Assert.Equal((CampaignStatus.Draft, Campaign.ScheduleMissed), (asked.Status, asked.StatusReason));
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        Assert.Equal(NoticeKinds.CampaignScheduleMissed.Name, Assert.Single(await db.Set<Notice>().ToListAsync()).Kind);
        // A person may start it all the same.
        await _fixture.StartAsync(id);
    }

    [Fact]
    public async Task Cost_FromWebhooks_IsCountedOncePerMessage_AndTheBudgetPauses()
    {
        await _fixture.Db.AddAsync(MessagePrice.Create(_fixture.Acme.Id, "marketing", "BR", 0.35m), MessagePrice.Create(_fixture.Acme.Id, "marketing", "", 9m));
        var campaign = await RunningAsync(4, null, budget: 0.7m);
        var begun = (await StepAsync(campaign, intents: [.. (await StepAsync(campaign, take: 100)).Claimed.Take(3)])).Begun;

        await _fixture.Node.MergeAsync(Hooks.Body(Priced(campaign, begun[0], "sent"), Priced(campaign, begun[0], "delivered"), Priced(campaign, begun[1], "sent", billable: false)));
        await _fixture.Node.MergeAsync(Hooks.Body(Priced(campaign, begun[0], "read")));

        var counted = await _fixture.CampaignAsync(campaign.Id);
        Assert.Equal((350_000, CampaignStatus.Running), (counted.CostMicros, counted.Status));

        await _fixture.Node.MergeAsync(Hooks.Body(Priced(campaign, begun[2], "delivered")));

        var paused = await _fixture.CampaignAsync(campaign.Id);
        Assert.Equal((700_000, CampaignStatus.Paused, CampaignCosts.BudgetReached), (paused.CostMicros, paused.Status, paused.StatusReason));
        var resumed = await _fixture.Node.Get<CampaignControl>().ResumeAsync(_fixture.Actor, campaign.Id, CancellationToken.None);
        Assert.Equal("budget_used_up", resumed.Error!.Code);
        await ChangeAsync(campaign.Id, c => c.Prepare(null, null, false, 5m));
        Assert.Null((await _fixture.Node.Get<CampaignControl>().ResumeAsync(_fixture.Actor, campaign.Id, CancellationToken.None)).Error);
    }

    [Theory]
    [InlineData(LimitedBy.Hours)]
    [InlineData(LimitedBy.DailyCap)]
    public void WaitThatSomebodyAskedFor_IsNoStandstill(string by) => Assert.Null(StallReason.Of(by, claimed: 0, onTheirWay: 0));

    private CampaignLedger Ledger => _fixture.Node.Get<CampaignLedger>();

    private void At(DateTime utc) => _time.SetUtcNow(new DateTimeOffset(utc, TimeSpan.Zero));

    private Task<LedgerStep> StepAsync(Campaign campaign, int take = 0, IReadOnlyList<Recipient>? intents = null) =>
        Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [], [.. intents?.Select(r => r.Ordinal) ?? []], take), CancellationToken.None);

    private async Task<Campaign> RunningAsync(int people, SendTimes? times, params string[] prefixes) => await RunningAsync(people, times, null, null, prefixes);

    private async Task<Campaign> RunningAsync(int people, SendTimes? times, int? cap = null, decimal? budget = null, params string[] prefixes)
    {
        var id = await _fixture.PrepareAsync(people, prefixes.FirstOrDefault(SaoPaulo));
        foreach (var prefix in prefixes.Skip(1))
        {
            using var csv = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("phone,name\n" + string.Concat(Enumerable.Range(0, people).Select(i => $"{prefix}{i.ToString("D5", CultureInfo.InvariantCulture)},Person {i}\n"))));
            Assert.Null((await _fixture.Node.Get<CampaignAudience>().ImportAsync(_fixture.Actor, id, csv, CancellationToken.None)).Error);
        }

        await ChangeAsync(id, c => c.Prepare(times, cap, false, budget));
        await _fixture.StartAsync(id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, CancellationToken.None);
        return await _fixture.CampaignAsync(id);
    }

    private async Task ChangeAsync(CampaignId id, Func<Campaign, Admin.Domain.Common.Result> change)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        Assert.Null(change(await db.Set<Campaign>().SingleAsync(c => c.Id == id)).Error);
        await db.SaveChangesAsync();
    }

    private async Task ChangeRowsAsync(Campaign campaign, System.Linq.Expressions.Expression<Func<Recipient, DateTime>> column, DateTime value)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.Set<Recipient>().Where(r => r.CampaignKey == campaign.Key).ExecuteUpdateAsync(set => set.SetProperty(column, value));
        await write.CommitAsync(CancellationToken.None);
    }

    private async Task<int> BegunTodayAsync(Campaign campaign)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return (await db.Set<CampaignDay>().SingleAsync(d => d.CampaignKey == campaign.Key)).Begun;
    }

    private CampaignRules Rules(FrequencyCap cap)
    {
        var rules = CampaignRules.Create(_fixture.Acme.Id);
        rules.Set(cap, null);
        return rules;
    }

    private static Finished Accepted(Begun call) => new(call, new Verdict(VerdictKind.Accept, Wamid: $"wamid.{call.Attempt}"));

    private Finished Failed(Begun call) => new(call, new Verdict(VerdictKind.Fail, Error: new AttemptError(1, call.Attempt, _time.GetUtcNow().UtcDateTime, "131026", "not reachable")));

    private string Priced(Campaign campaign, Begun call, string status, bool billable = true) =>
        Hooks.Status(status, _time.GetUtcNow().UtcDateTime, $"wamid.{call.Ordinal}", new AttemptKey(campaign.Key, call.Ordinal, call.Attempt))
            .Replace("\"timestamp\"", $"\"pricing\":{{\"billable\":{(billable ? "true" : "false")},\"pricing_model\":\"PMP\",\"category\":\"marketing\"}},\"timestamp\"", StringComparison.Ordinal);
}
