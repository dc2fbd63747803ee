using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>What people answer: opt-outs that act at once, and answers that are counted.</summary>
public sealed class ReplyMergeTests : IAsyncLifetime
{
    private const string First = "5511987000000";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private CampaignsFixture _fixture = null!;
    private CampaignId _id;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        _id = await PlannedAsync(3);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("text")]
    [InlineData("button")]
    [InlineData("preference")]
    public async Task OptOut_WhileRunning_SkipsWhoStillWaitsAndCountsAddUp(string how)
    {
        await _fixture.Node.MergeAsync(Hooks.Body(how switch
        {
            "text" => Hooks.Text(First, "Sair!", Now),
            "button" => Hooks.Button(First, "STOP_PROMOTIONS".Replace('_', ' '), Now),
            _ => Hooks.Preference(First, "stop", Now),
        }));

        var campaign = await _fixture.CampaignAsync(_id);
        var skipped = Assert.Single(await _fixture.RowsAsync(_id), r => r.State == RecipientState.Skipped);
        Assert.Equal(("+" + First, CampaignPlanner.OptedOut), (skipped.Phone, skipped.Reason));
        Assert.Equal((2, 1, 3), (campaign.Counts.Pending, campaign.Counts.Skipped, campaign.Counts.Total));
        Assert.Contains("+" + First, await OptedOutAsync());
    }

    [Fact]
    public async Task OptOut_OfWhatANodeHasClaimed_IsNotBegun()
    {
        var campaign = await _fixture.CampaignAsync(_id);
        var (ledger, claim) = (_fixture.Node.Get<CampaignLedger>(), Guid.CreateVersion7());
        var claimed = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [], 10), Ct);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text(First, "PARAR", Now)));

        var step = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [.. claimed.Claimed.Select(r => r.Ordinal)], 0), Ct);
        Assert.Equal(2, step.Begun.Count);
        Assert.DoesNotContain(step.Begun, b => b.Phone == "+" + First);
    }

    [Fact]
    public async Task OptOut_OfTheLastThatWaited_CompletesTheCampaign()
    {
        var one = await PlannedAsync(1, "+55119871");

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text("5511987100000", "stop", Now)));

        var campaign = await _fixture.CampaignAsync(one);
        Assert.Equal((CampaignStatus.Completed, 1), (campaign.Status, campaign.Counts.Skipped));
    }

    [Fact]
    public async Task OptOut_ByHand_SkipsInTheSameWay()
    {
        var added = await _fixture.Node.Get<OptOuts>().AddAsync(_fixture.Actor, "+" + First, Ct);
        var again = await _fixture.Node.Get<OptOuts>().AddAsync(_fixture.Actor, "+" + First, Ct);

        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal((true, false), (added.Value, again.Value));
        Assert.Equal((2, 1), (campaign.Counts.Pending, campaign.Counts.Skipped));
    }

    [Fact]
    public async Task OptOut_ByAnErrorOfOneCampaign_SkipsInTheOthers()
    {
        var other = await PlannedAsync(3);
        var begun = await BeginAsync(_id);
        var first = begun.Single(b => b.Phone == "+" + First);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("failed", Now, "wamid.a", await KeyAsync(_id, first), error: 131050)));

        var campaign = await _fixture.CampaignAsync(other);
        Assert.Equal((2, 1), (campaign.Counts.Pending, campaign.Counts.Skipped));
        Assert.Equal("131050", Assert.Single(await _fixture.RowsAsync(_id), r => r.State == RecipientState.Failed).Reason);
    }

    [Fact]
    public async Task OptOut_AfterAFailure_IsNotRetriedByAPerson()
    {
        var first = (await BeginAsync(_id)).Single(b => b.Phone == "+" + First);
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("failed", Now, "wamid.a", await KeyAsync(_id, first), error: 131049), Hooks.Text(First, "sair", Now)));

        var retried = await _fixture.Node.Get<CampaignControl>().RetryFailedAsync(_fixture.Actor, _id, null, Ct);

        Assert.Null(retried.Error);
        Assert.Equal(RecipientState.Skipped, (await _fixture.RowsAsync(_id)).Single(r => r.Phone == "+" + First).State);
        Assert.Equal(3, (await _fixture.CampaignAsync(_id)).Counts.Total);
    }

    [Fact]
    public async Task Statuses_OfTheFailedMessage_DoNotTouchItsRetry()
    {
        var first = (await BeginAsync(_id)).Single(b => b.Phone == "+" + First);
        var key = await KeyAsync(_id, first);
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("sent", Now, "wamid.a", key), Hooks.Status("failed", Now, "wamid.a", key, error: 131026)));
        await _fixture.Node.Get<CampaignControl>().RetryFailedAsync(_fixture.Actor, _id, null, Ct);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Status("failed", Now, "wamid.a", key, error: 131026), Hooks.Status("sent", Now.AddSeconds(1), "wamid.a", key)));

        Assert.Equal(RecipientState.Pending, (await _fixture.RowsAsync(_id)).Single(r => r.Phone == "+" + First).State);
    }

    [Fact]
    public async Task Preference_StopThenResume_TheLastOneCounts()
    {
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Preference(First, "resume", Now), Hooks.Preference(First, "stop", Now.AddSeconds(-10))));
        Assert.Empty(await OptedOutAsync());

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Preference(First, "stop", Now.AddSeconds(5))));
        Assert.NotEmpty(await OptedOutAsync());

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Preference(First, "resume", Now.AddSeconds(10))));
        Assert.Empty(await OptedOutAsync());
    }

    [Fact]
    public async Task Preference_Resume_LeavesWhatAPersonEntered()
    {
        await _fixture.Node.Get<OptOuts>().AddAsync(_fixture.Actor, "+" + First, Ct);

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Preference(First, "resume", Now)));

        Assert.Contains("+" + First, await OptedOutAsync());
    }

    [Fact]
    public async Task Keywords_OfTheOrganization_ReplaceTheDefault()
    {
        await _fixture.ChangeOrganizationAsync(o =>
        {
            o.OptOutBy(OptOutWords.Read(["Baja"]).Value);
            return Admin.Domain.Common.Result.Ok;
        });

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text(First, "SAIR", Now), Hooks.Text("5511987000001", "baja", Now)));

        Assert.Contains("+5511987000001", await OptedOutAsync());
        Assert.DoesNotContain("+" + First, await OptedOutAsync());
    }

    [Fact]
    public async Task Keyword_FromAnIdWithoutTheNinthDigit_FindsThePhone()
    {
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text("551187000000", "sair", Now)));

        Assert.Equal(RecipientState.Skipped, (await _fixture.RowsAsync(_id)).Single(r => r.Phone == "+" + First).State);
    }

    [Fact]
    public async Task Replies_AfterASend_CountOnceForTheLastCampaignThatWrote()
    {
        var first = await SendAsync(_id, "wamid.1");
        await AgeAsync(_id, PairBudget.Apart);
        var second = await PlannedAsync(3);
        var later = await SendAsync(second, "wamid.2");

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text(First, "Obrigada", Now.AddSeconds(1))), Hooks.Body(Hooks.Text(First, "E o pedido?", Now.AddSeconds(2))));
        Assert.Equal((0, 1), ((await _fixture.CampaignAsync(_id)).RespondedCount, (await _fixture.CampaignAsync(second)).RespondedCount));
        Assert.NotNull((await _fixture.RowsAsync(second)).Single(r => r.Ordinal == later.Ordinal).RespondedAt);

        // An answer that names its message is that message's.
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text(First, "Sobre a primeira", Now.AddSeconds(3), replyTo: "wamid.1")));
        Assert.Equal((1, 1), ((await _fixture.CampaignAsync(_id)).RespondedCount, (await _fixture.CampaignAsync(second)).RespondedCount));
        var view = await _fixture.Node.Get<CampaignReader>().GetAsync(_fixture.Actor, _id, Ct);
        Assert.Equal((1, 3), (view.Value.Responded, view.Value.Total));
        Assert.NotNull((await _fixture.RowsAsync(_id)).Single(r => r.Ordinal == first.Ordinal).RespondedAt);
    }

    [Fact]
    public async Task Replies_BeforeASendOrToAnotherNumber_CountNothing()
    {
        await SendAsync(_id, "wamid.1");

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text(First, "Oi", Now.AddHours(-1)), Hooks.Text(First, "Oi", Now.AddSeconds(5), number: "999"), Hooks.Text("5511955550000", "Oi", Now.AddSeconds(5))));

        Assert.Equal(0, (await _fixture.CampaignAsync(_id)).RespondedCount);
    }

    private async Task AgeAsync(CampaignId id, TimeSpan by)
    {
        var sent = (await _fixture.RowsAsync(id)).Max(r => r.SentAt) - by;
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        await db.Set<Recipient>().Where(r => r.SentAt != null).ExecuteUpdateAsync(set => set.SetProperty(r => r.SentAt, sent), Ct);
        await write.CommitAsync(Ct);
    }

    private async Task<CampaignId> PlannedAsync(int people, string prefix = "+55119870")
    {
        var id = await _fixture.PrepareAsync(people, prefix);
        await _fixture.StartAsync(id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, Ct);
        return id;
    }

    private async Task<IReadOnlyList<Begun>> BeginAsync(CampaignId id)
    {
        var campaign = await _fixture.CampaignAsync(id);
        var (ledger, claim) = (_fixture.Node.Get<CampaignLedger>(), Guid.CreateVersion7());
        var claimed = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [], 10), Ct);
        return (await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [.. claimed.Claimed.Select(r => r.Ordinal)], 0), Ct)).Begun;
    }

    private async Task<Begun> SendAsync(CampaignId id, string wamid)
    {
        var campaign = await _fixture.CampaignAsync(id);
        var begun = (await BeginAsync(id)).Single(b => b.Phone == "+" + First);
        await _fixture.Node.Get<CampaignLedger>().StepAsync(campaign.Ref, new LedgerOrder(Guid.CreateVersion7(), campaign.Epoch, [new Finished(begun, new Verdict(VerdictKind.Accept, Wamid: wamid))], [], 0), Ct);
        return begun;
    }

    private async Task<AttemptKey> KeyAsync(CampaignId id, Begun begun) => new((await _fixture.CampaignAsync(id)).Key, begun.Ordinal, begun.Attempt);

    private async Task<IReadOnlyList<string>> OptedOutAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<OptOut>().Select(o => o.Phone).ToListAsync(Ct);
    }
}
