using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
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
    public async Task FurtherNumbers_OverRest_AreKeptShownAndChecked()
    {
        await NumberAsync("300");
        var body = new { name = "May", phone_number_id = _world.Acme.Number.PhoneNumberId, further_numbers = new[] { "300" }, template_name = "order_update", template_language = "en_US", template_parameters = new[] { "a", "b" } };

        using var made = await _client.PostAsJsonAsync("/api/v1/campaigns", body, Ct);
        var shown = await made.Content.ReadFromJsonAsync<JsonElement>(Ct);
        using var wrong = await _client.PostAsJsonAsync("/api/v1/campaigns", body with { further_numbers = [null!, new string('9', 500)] }, Ct);
        var refused = await wrong.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(["300"], shown.GetProperty("further_numbers").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal((HttpStatusCode.BadRequest, "further_number_unknown"), (wrong.StatusCode, refused.GetProperty("code").GetString()));
        Assert.DoesNotContain(new string('9', 50), refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAndResumeOfANumber_EachTwice_AreConflictsAndDoneOnce()
    {
        await NumberAsync("300");
        var id = await _world.RunningCampaignAsync((RecipientState.Pending, null));
        await _world.SendFromAsync(id, "300");

        await AssertTwiceAsync(id, "numbers/300/stop", "campaign_number_stopped", "campaign.number_stopped");
        Assert.True((await _world.CampaignAsync(id)).Numbers[1].IsStopped);
        await AssertTwiceAsync(id, "numbers/300/resume", "campaign_number_sends", "campaign.number_resumed");

        Assert.All((await _world.CampaignAsync(id)).Numbers, n => Assert.False(n.IsStopped));
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

    private Task NumberAsync(string phoneNumberId) =>
        _world.Db.AddAsync(Number.Create(_world.Acme.Id, phoneNumberId, "+55 11 4000-0300", "Support", _world.Acme.Secret.Id, 80, _world.Now));
}
