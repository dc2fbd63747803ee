using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>One campaign from two numbers: they share its recipients, and what WhatsApp tells of a message is of the number that sent it.</summary>
public sealed class CampaignNumbersTests : IAsyncLifetime
{
    private const string Someone = "5511987000000";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly Guid _claim = Guid.CreateVersion7();
    private CampaignsFixture _fixture = null!;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private CampaignLedger Ledger => _fixture.Node.Get<CampaignLedger>();

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Run_FromTwo_EachSendsAPartAndEveryRowNamesWhichOne()
    {
        var second = await _fixture.AddSecondNumberAsync();
        var id = await _fixture.PrepareAsync(400, further: CampaignsFixture.SecondNumber);
        await _fixture.Node.Engine.StartAsync(Ct);
        await _fixture.StartAsync(id);

        // Statuses of both count, or it would never come to this.
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed && c.Counts.Delivered + c.Counts.Read == 400);

        var (rows, byFirst, bySecond) = (await _fixture.RowsAsync(id), await _fixture.LedgerAsync(), await _fixture.LedgerAsync(CampaignsFixture.SecondNumber));
        Assert.All(byFirst.Concat(bySecond), l => Assert.Equal(1, l.Value));
        Assert.Equal(rows.Select(r => r.Phone).Order(), byFirst.Keys.Concat(bySecond.Keys).Order());
        Assert.Equal(bySecond.Keys.Order(), rows.Where(r => r.NumberId == second).Select(r => r.Phone).Order());
        Assert.Equal(byFirst.Keys.Order(), rows.Where(r => r.NumberId is null).Select(r => r.Phone).Order());
        Assert.True(byFirst.Count > 0 && bySecond.Count > 0, $"The first sent {byFirst.Count}, the second {bySecond.Count}.");
    }

    [Fact]
    public async Task Run_OneIsAskedToWait_LeavesWhatItHoldsToTheOther()
    {
        await _fixture.AddSecondNumberAsync(perSecond: 40);
        var id = await _fixture.PrepareAsync(400, further: CampaignsFixture.SecondNumber);
        // What it holds would be free again only after this lease.
        var node = await _fixture.AddNodeAsync(settings: ("Campaigns:LeaseSeconds", "600"));
        await node.Engine.StartAsync(Ct);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Pending < 350);

        await using (var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id)))
            node.Get<SendBudget>().PaceOf(await db.Set<Number>().SingleAsync(n => n.PhoneNumberId == CampaignsFixture.SecondNumber, Ct)).Hold(TimeSpan.FromMinutes(10));
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);

        var (byFirst, bySecond) = (await _fixture.LedgerAsync(), await _fixture.LedgerAsync(CampaignsFixture.SecondNumber));
        Assert.Equal(400, byFirst.Count + bySecond.Count);
        Assert.All(byFirst.Concat(bySecond), l => Assert.Equal(1, l.Value));
    }

    [Fact]
    public async Task Status_OfTheLastTry_CountsOnlyFromTheNumberThatSentIt()
    {
        var (id, begun) = await BegunAsync();
        var key = new AttemptKey((await _fixture.CampaignAsync(id)).Key, begun.Ordinal, begun.Attempt);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("read", Now, "wamid.1", key)));
        Assert.Equal(RecipientState.Sending, Assert.Single(await _fixture.RowsAsync(id)).State);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("read", Now, "wamid.1", key, number: CampaignsFixture.SecondNumber)));
        Assert.Equal(RecipientState.Read, Assert.Single(await _fixture.RowsAsync(id)).State);
    }

    [Fact]
    public async Task Status_OfAnEarlierTry_CountsOnlyFromTheNumberThatSentIt()
    {
        var (id, begun) = await BegunAsync();
        var campaign = await _fixture.CampaignAsync(id);
        var lost = new AttemptError(begun.Attempts, begun.Attempt, Now, "timeout", "No answer.");
        await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [new Finished(begun, new Verdict(VerdictKind.Lose, Error: lost))], [], 0), Ct);
        Assert.Null((await _fixture.Node.Get<CampaignControl>().SettleAsync(_fixture.Actor, id, begun.Ordinal, Settlement.SendAgain, Ct)).Error);
        var again = Assert.Single(await BeginAsync(id, from: null));
        Assert.NotEqual(begun.Attempt, again.Attempt);

        var key = new AttemptKey(campaign.Key, begun.Ordinal, begun.Attempt);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("delivered", Now, "wamid.1", key)));
        Assert.Equal(RecipientState.Sending, Assert.Single(await _fixture.RowsAsync(id)).State);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("delivered", Now, "wamid.1", key, number: CampaignsFixture.SecondNumber)));
        Assert.Equal(RecipientState.Delivered, Assert.Single(await _fixture.RowsAsync(id)).State);
    }

    [Theory]
    [InlineData(CampaignsFixture.PhoneNumberId, 0)]
    [InlineData(CampaignsFixture.SecondNumber, 1)]
    public async Task Answer_CountsForTheNumberThatWrote(string to, int responded)
    {
        var (id, begun) = await BegunAsync();
        var campaign = await _fixture.CampaignAsync(id);
        await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [new Finished(begun, new Verdict(VerdictKind.Accept, Wamid: "wamid.1"))], [], 0), Ct);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text(Someone, "Thanks", Now, number: to)));

        Assert.Equal(responded, (await _fixture.CampaignAsync(id)).RespondedCount);
    }

    [Theory]
    [InlineData(CampaignsFixture.PhoneNumberId, 1)]
    [InlineData(CampaignsFixture.SecondNumber, 0)]
    public async Task Begin_OfWhomAnotherCampaignIsWritingTo_WaitsOnlyAtTheSameNumber(string sender, int begun)
    {
        await BegunAsync();
        var other = await PlannedAsync(sender);

        Assert.Equal(begun, (await BeginAsync(other, from: null)).Count);
    }

    [Fact]
    public async Task Account_OfAFurtherNumberIsStopped_PausesTheCampaign()
    {
        var (id, _) = await BegunAsync();
        // Of the account of its number alone, which every webhook names.
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("read", Now, "wamid.unknown", number: CampaignsFixture.SecondNumber)));

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Change("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE","waba_ban_date":"2026-03-14"}}""")));

        Assert.Equal(CampaignStatus.Paused, (await _fixture.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task Template_OfAFurtherNumberIsPaused_PausesTheCampaign()
    {
        var (id, _) = await BegunAsync();
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("read", Now, "wamid.unknown", number: CampaignsFixture.SecondNumber)));

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Change("message_template_status_update", """{"event":"PAUSED","message_template_id":1,"message_template_name":"order_update","message_template_language":"en_US","reason":null}""")));

        Assert.Equal(CampaignStatus.Paused, (await _fixture.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task Stop_OneOfTheNumbersWhileSending_TheOtherFinishesAndItSendsAgainWhenAsked()
    {
        await _fixture.AddSecondNumberAsync(perSecond: 40);
        var id = await _fixture.PrepareAsync(400, further: CampaignsFixture.SecondNumber);
        var control = _fixture.Node.Get<CampaignControl>();
        await _fixture.Node.Engine.StartAsync(Ct);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Pending < 390);

        Assert.Null((await control.StopNumberAsync(_fixture.Actor, id, CampaignsFixture.PhoneNumberId, Ct)).Error);
        Assert.Equal("campaign_number_stopped", (await control.StopNumberAsync(_fixture.Actor, id, CampaignsFixture.PhoneNumberId, Ct)).Error!.Code);
        Assert.Equal("campaign_last_number", (await control.StopNumberAsync(_fixture.Actor, id, CampaignsFixture.SecondNumber, Ct)).Error!.Code);
        await _fixture.UntilAsync(id, c => c.Counts.Sending == 0 || c.Counts.Pending < 300);
        var byFirst = (await _fixture.LedgerAsync()).Count;
        await _fixture.UntilAsync(id, c => c.Counts.Pending < 250);

        Assert.Equal(byFirst, (await _fixture.LedgerAsync()).Count);
        var pending = (await _fixture.CampaignAsync(id)).Counts.Pending;
        Assert.True(pending > 0, "The campaign was over before the number sent again.");
        Assert.Null((await control.ResumeNumberAsync(_fixture.Actor, id, CampaignsFixture.PhoneNumberId, Ct)).Error);
        Assert.Equal("campaign_number_sends", (await control.ResumeNumberAsync(_fixture.Actor, id, CampaignsFixture.PhoneNumberId, Ct)).Error!.Code);
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);

        var all = (await _fixture.LedgerAsync()).Concat(await _fixture.LedgerAsync(CampaignsFixture.SecondNumber)).ToList();
        Assert.Equal(400, all.Count);
        Assert.All(all, l => Assert.Equal(1, l.Value));
        Assert.True((await _fixture.LedgerAsync()).Count > byFirst, "The first number sent nothing more.");
        Assert.Equal("campaign_number_not_found", (await control.StopNumberAsync(_fixture.Actor, id, "none", Ct)).Error!.Code);
    }

    [Fact]
    public async Task Standstill_OfANumberWithNothingToDo_IsNoneWhileTheOtherHoldsWhatIsLeft()
    {
        var second = await _fixture.AddSecondNumberAsync();
        var id = await PlannedAsync(CampaignsFixture.PhoneNumberId, CampaignsFixture.SecondNumber);
        var campaign = await _fixture.CampaignAsync(id);
        Assert.Single((await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [], [], 10) { Number = second }, Ct)).Claimed);

        await Ledger.StallAsync(campaign.Ref, campaign.Counts, StallReason.WaitingForRetry, isIdle: true, Ct);
        Assert.Equal(CampaignStatus.Running, (await _fixture.CampaignAsync(id)).Status);

        await Ledger.StallAsync(campaign.Ref, campaign.Counts, StallReason.WaitingForOrganization, isIdle: false, Ct);
        Assert.Equal(CampaignStatus.Stalled, (await _fixture.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task Standstill_OfANumberWithNothingToDo_IsNoneWhileTheRestWaitsForItsHours()
    {
        await _fixture.AddSecondNumberAsync();
        var id = await PlannedAsync(CampaignsFixture.PhoneNumberId, CampaignsFixture.SecondNumber);
        var campaign = await _fixture.CampaignAsync(id);
        var closed = SendTimes.Always("UTC") with { ClosedDates = [.. Enumerable.Range(-1, 4).Select(d => DateOnly.FromDateTime(Now).AddDays(d))] };
        await using (var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id)))
        {
            Assert.Null((await db.Set<Campaign>().SingleAsync(c => c.Id == id, Ct)).Prepare(closed, dailyCap: null, isTransactional: false, budget: null).Error);
            await db.SaveChangesAsync(Ct);
        }

        await Ledger.StallAsync(campaign.Ref, campaign.Counts, StallReason.WaitingForWhatsApp, isIdle: true, Ct);

        Assert.Equal(CampaignStatus.Running, (await _fixture.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task Budget_OverSlowLeases_IsNotSpentOnWhomTheOtherHas()
    {
        // Ten a second, leases of twelve: who is still claimed when they end is the other number's by then. The organization has few to spare.
        await _fixture.AddSecondNumberAsync();
        var id = await _fixture.PrepareAsync(160, further: CampaignsFixture.SecondNumber);
        await SlowDownAsync(id, perMinute: 600);
        var node = await _fixture.AddNodeAsync(settings:
        [
            ("Campaigns:LeaseSeconds", "12"), ("Campaigns:CallTimeoutSeconds", "2"), ("RateLimits:Policies:campaign_send:Burst", "5"),
            ("RateLimits:Policies:whatsapp_send:Limit", "165"), ("RateLimits:Policies:whatsapp_send:WindowSeconds", "86400"),
        ]);
        await node.Engine.StartAsync(Ct);
        await _fixture.StartAsync(id);

        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);

        Assert.Equal(160, (await _fixture.LedgerAsync()).Count + (await _fixture.LedgerAsync(CampaignsFixture.SecondNumber)).Count);
    }

    [Fact]
    public async Task Pause_OverOneOfTheNumbers_NamesItInTheLog()
    {
        var (id, begun) = await BegunAsync();
        var campaign = await _fixture.CampaignAsync(id);
        var second = campaign.NumberIds[1];
        var refused = new Verdict(VerdictKind.Wait, RetryAt: Now, Error: new AttemptError(1, begun.Attempt, Now, "133010", "Not registered."), PauseReason: "whatsapp_133010");

        await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [new Finished(begun, refused)], [], 0) { Number = second }, Ct);

        Assert.Equal((CampaignStatus.Paused, "whatsapp_133010"), ((await _fixture.CampaignAsync(id)).Status, (await _fixture.CampaignAsync(id)).StatusReason));
        var acts = await _fixture.Node.Get<CampaignWatch>().ActivityAsync(_fixture.Actor, id, new PageRequest(1, 50), Ct);
        Assert.Equal("+55 11 4000-0003", Assert.Single(acts.Value.Items, a => a.Action == "campaign.paused").Details["number"]);
    }

    private async Task SlowDownAsync(CampaignId id, int perMinute)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        await db.Set<Campaign>().Where(c => c.Id == id).ExecuteUpdateAsync(set => set.SetProperty(c => c.MessagesPerMinute, perMinute), Ct);
        await write.CommitAsync(Ct);
    }

    /// <summary>A campaign of one person, whose message the second number has begun.</summary>
    private async Task<(CampaignId Id, Begun Begun)> BegunAsync()
    {
        var second = await _fixture.AddSecondNumberAsync();
        var id = await PlannedAsync(CampaignsFixture.PhoneNumberId, CampaignsFixture.SecondNumber);
        return (id, Assert.Single(await BeginAsync(id, second)));
    }

    private async Task<CampaignId> PlannedAsync(string first, params string[] further)
    {
        var id = await _fixture.PrepareAsync(1, first: first, further: further);
        await _fixture.StartAsync(id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, Ct);
        return id;
    }

    private async Task<IReadOnlyList<Begun>> BeginAsync(CampaignId id, NumberId? from)
    {
        var campaign = await _fixture.CampaignAsync(id);
        var claimed = await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [], [], 10) { Number = from }, Ct);
        return (await Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, [], [.. claimed.Claimed.Select(r => r.Ordinal)], 0) { Number = from }, Ct)).Begun;
    }
}
