using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Tests.Support;

namespace Admin.Tests.Infrastructure.Campaigns;

public sealed class CampaignEngineTests : IAsyncLifetime
{
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Run_ThreeHundredRecipients_EachGetsOneMessageAndCountsAddUp()
    {
        var id = await _fixture.PrepareAsync(300);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);

        var done = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed && c.Counts.Delivered + c.Counts.Read == 300);

        var rows = await _fixture.RowsAsync(id);
        Assert.Equal(300, done.Counts.Total);
        Assert.Equal(rows.Select(r => r.Phone).Order(), (await _fixture.LedgerAsync()).Keys.Order());
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
        Assert.Equal(rows.Count(r => r.State == RecipientState.Read), done.Counts.Read);
        Assert.All(rows, r => Assert.NotNull(r.Wamid));
    }

    [Fact]
    public async Task Stop_InTheMiddle_LeavesNothingInBetweenAndGoesOnAfterwards()
    {
        var id = await _fixture.PrepareAsync(400);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Sent + c.Counts.Delivered + c.Counts.Read > 20);

        await _fixture.Node.Engine.StopAsync(CancellationToken.None);

        var stopped = await _fixture.CampaignAsync(id);
        Assert.Equal((0, 0), (stopped.Counts.Sending, stopped.Counts.Ambiguous));
        Assert.True(stopped.Counts.Pending > 0, "The campaign was over before it was stopped.");
        Assert.All(await _fixture.RowsAsync(id), r => Assert.Null(r.ClaimToken));

        await (await _fixture.AddNodeAsync()).Engine.StartAsync(CancellationToken.None);
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
        Assert.Equal(400, (await _fixture.LedgerAsync()).Count);
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
    }

    [Fact]
    public async Task Kill_AfterIntentBeforeOutcome_IsAmbiguousNotSentAgainAndSettledByWebhook()
    {
        _fixture.PauseWebhooks();
        var id = await _fixture.PrepareAsync(2);
        await _fixture.StartAsync(id);
        var begun = await BeginAndVanishAsync(id);
        // The first of the two calls reached WhatsApp before the process died.
        await SendAsync(id, begun[0]);

        var later = await _fixture.AddNodeAsync(new LaterTime(TimeSpan.FromMinutes(5)));
        await later.Engine.StartAsync(CancellationToken.None);
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.NeedsAttention && c.Counts.Ambiguous == 2);
        _fixture.DeliverWebhooks();
        var settled = await _fixture.UntilAsync(id, c => c.Counts.Delivered + c.Counts.Read == 1);

        Assert.Equal(1, settled.Counts.Ambiguous);
        Assert.Equal(CampaignStatus.NeedsAttention, settled.Status);
        Assert.Equal([1], (await _fixture.LedgerAsync()).Values);

        await later.Get<CampaignControl>().SettleAsync(_fixture.Actor, id, begun[1].Ordinal, Settlement.SendAgain, CancellationToken.None);
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
        Assert.Equal([1, 1], (await _fixture.LedgerAsync()).Values);
    }

    [Fact]
    public async Task Pause_WhileSending_BeginsNothingMoreUntilResumed()
    {
        var id = await _fixture.PrepareAsync(400);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Pending < 390);
        var control = _fixture.Node.Get<CampaignControl>();

        Assert.Null((await control.PauseAsync(_fixture.Actor, id, CancellationToken.None)).Error);
        var atPause = (await _fixture.CampaignAsync(id)).Counts.Pending;
        var quiet = await _fixture.UntilAsync(id, c => c.Counts.Sending == 0);

        Assert.Equal("campaign_status", (await control.PauseAsync(_fixture.Actor, id, CancellationToken.None)).Error?.Code);
        Assert.Equal(atPause, quiet.Counts.Pending);
        Assert.True(atPause > 0, "The campaign was over before it was paused.");

        Assert.Null((await control.ResumeAsync(_fixture.Actor, id, CancellationToken.None)).Error);
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
    }

    [Fact]
    public async Task Suspend_TheOrganizationWhileSending_BeginsNothingMoreUntilItIsResumed()
    {
        var id = await _fixture.PrepareAsync(400);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Pending < 390);

        await _fixture.ChangeOrganizationAsync(o => o.Suspend(Times.Now));
        var atSuspension = (await _fixture.CampaignAsync(id)).Counts.Pending;
        var quiet = await _fixture.UntilAsync(id, c => c.Counts.Sending == 0);
        // A node that starts meanwhile does not take it up either.
        var second = await _fixture.AddNodeAsync();
        await second.Engine.StartAsync(CancellationToken.None);
        await second.Engine.StopAsync(CancellationToken.None);

        Assert.Equal(atSuspension, quiet.Counts.Pending);
        Assert.Equal(atSuspension, (await _fixture.CampaignAsync(id)).Counts.Pending);
        Assert.True(atSuspension > 0, "The campaign was over before the organization was suspended.");

        await _fixture.ChangeOrganizationAsync(o => o.Resume());
        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
    }

    [Fact]
    public async Task TwoEngines_OnOneDatabase_ShareTheCampaignWithoutADouble()
    {
        var id = await _fixture.PrepareAsync(500);
        var second = await _fixture.AddNodeAsync();
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await second.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        second.Engine.Wake();

        var done = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed);

        Assert.Equal(500, done.Counts.Total);
        Assert.Equal(500, (await _fixture.LedgerAsync()).Count);
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
    }

    [Fact]
    public async Task Run_Personas_EndUnderTheStateThatTheTableSays()
    {
        // 050: not on WhatsApp, by webhook. 350: refused at every second try. 450: reset after accepting. 770: reset before. 820: blocked us. 870: never delivered.
        var id = await _fixture.PrepareAsync(1000, "+5511900009");
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);

        await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.NeedsAttention && c.Counts is { Ambiguous: 50, Sent: 50, Failed: 300, Read: 500 });

        var rows = (await _fixture.RowsAsync(id)).ToDictionary(r => r.Phone[^3..]);
        Assert.Equal((RecipientState.Failed, "131026"), (rows["050"].State, rows["050"].Reason));
        Assert.Equal(RecipientState.Read, rows["350"].State);
        Assert.Equal(2, rows["350"].Attempts);
        Assert.Equal(RecipientState.Read, rows["450"].State);
        Assert.Equal(RecipientState.Ambiguous, rows["770"].State);
        Assert.Equal((RecipientState.Failed, "130403"), (rows["820"].State, rows["820"].Reason));
        Assert.All((await _fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
    }

    private async Task<IReadOnlyList<Begun>> BeginAndVanishAsync(CampaignId id)
    {
        var node = _fixture.Node;
        var planned = (await _fixture.CampaignAsync(id)).Ref;
        await node.Get<CampaignPlanner>().PlanAsync(planned, CancellationToken.None);
        var campaign = await _fixture.CampaignAsync(id);
        var (ledger, claim) = (node.Get<CampaignLedger>(), Guid.CreateVersion7());
        var claimed = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [], 10), CancellationToken.None);
        var step = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [.. claimed.Claimed.Select(r => r.Ordinal)], 0), CancellationToken.None);
        Assert.Equal(2, step.Begun.Count);
        return step.Begun;
    }

    private async Task SendAsync(CampaignId id, Begun begun)
    {
        var campaign = await _fixture.CampaignAsync(id);
        var outcome = await _fixture.Node.Get<IWhatsAppClient>().SendTemplateAsync(
            new SendTemplateRequest
            {
                PhoneNumberId = CampaignsFixture.PhoneNumberId,
                AccessToken = "token",
                To = begun.Phone[1..],
                TemplateName = "order_update",
                Language = "en_US",
                Components = TemplateBinding.Body(["Ana", "42"]),
                CallbackData = new AttemptKey(campaign.Key, begun.Ordinal, begun.Attempt).ToString(),
            },
            CancellationToken.None);
        Assert.IsType<SendOutcome.Accepted>(outcome);
    }

    /// <summary>The same time, later: leases of before are over.</summary>
    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
