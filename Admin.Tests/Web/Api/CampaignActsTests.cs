using System.Net;
using System.Net.Http.Json;
using Admin.Domain.Campaigns;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;
using Admin.Tests.Web.Campaigns;

namespace Admin.Tests.Web.Api;

/// <summary>A program that repeats a call over a campaign, because it did not get the first answer, does nothing twice.</summary>
public sealed class CampaignActsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;
    private RestHost _host = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _host = await RestHost.StartAsync(_world, _world.Acme.Admin);
        _client = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Start_Twice_IsAConflictAndStartedOnce()
    {
        var id = await _world.DraftCampaignAsync(2);

        await AssertTwiceAsync(id, "start", "campaign_status", "campaign.started");

        Assert.Equal(CampaignStatus.Planning, (await _world.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task PauseAndResume_EachTwice_AreConflictsAndDoneOnce()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Pending, null));

        await AssertTwiceAsync(id, "pause", "campaign_status", "campaign.paused");
        await AssertTwiceAsync(id, "resume", "campaign_status", "campaign.resumed");

        Assert.Equal(CampaignStatus.Running, (await _world.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task Cancel_Twice_IsAConflictAndCancelsThePendingOnce()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Pending, null), (RecipientState.Pending, null), (RecipientState.Sent, null));

        await AssertTwiceAsync(id, "cancel", "campaign_status", "campaign.cancelled");

        Assert.Equal(RecipientCounts.None with { Cancelled = 2, Sent = 1 }, (await _world.CampaignAsync(id)).Counts);
    }

    [Fact]
    public async Task RetryFailed_Twice_IsAConflictAndPutsThemBackOnce()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Failed, "131026"), (RecipientState.Failed, "131026"), (RecipientState.Sent, null));

        await AssertTwiceAsync(id, "retry-failed", "nothing_to_retry", "campaign.failed_retried");

        Assert.Equal(RecipientCounts.None with { Pending = 2, Sent = 1 }, (await _world.CampaignAsync(id)).Counts);
    }

    [Fact]
    public async Task RetryFailed_TwiceAtOnce_PutsThemBackOnce()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Failed, "131026"), (RecipientState.Failed, "131026"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ActAsync(id, "retry-failed")));

        Assert.Single(answers, a => a.IsSuccessStatusCode);
        Assert.Equal(RecipientCounts.None with { Pending = 2 }, (await _world.CampaignAsync(id)).Counts);
        Assert.Single(await _world.CampaignActsAsync(id), "campaign.failed_retried");
    }

    [Fact]
    public async Task Settle_OneTwice_IsAConflictAndCountsItOnce()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Ambiguous, "timeout"), (RecipientState.Sent, null));

        await AssertTwiceAsync(id, "recipients/0/settle", "recipient_not_ambiguous", "campaign.recipient_counted_as_sent", new { settlement = "count_as_sent" });

        Assert.Equal(RecipientCounts.None with { Sent = 2 }, (await _world.CampaignAsync(id)).Counts);
    }

    private async Task AssertTwiceAsync(CampaignId id, string act, string refusal, string entry, object? body = null)
    {
        var first = await ActAsync(id, act, body);
        var second = await ActAsync(id, act, body);

        Assert.True(first.IsSuccessStatusCode, await first.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal(refusal, (await Body.OfAsync(second)).GetProperty("code").GetString());
        Assert.Single(await _world.CampaignActsAsync(id), entry);
    }

    private Task<HttpResponseMessage> ActAsync(CampaignId id, string act, object? body = null) => body is null
        ? _client.PostAsync(new Uri($"/api/v1/campaigns/{id}/{act}", UriKind.Relative), null, Ct)
        : _client.PostAsJsonAsync($"/api/v1/campaigns/{id}/{act}", body, Ct);
}
