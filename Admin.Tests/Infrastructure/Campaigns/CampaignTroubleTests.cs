using System.Net.Http.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>What is taken away from a campaign while it sends: its template, its token, its number. It says what a person must do, and nothing is lost.</summary>
public sealed class CampaignTroubleTests : IAsyncLifetime
{
    private const int People = 400;

    private readonly HttpClient _http = new();
    private CampaignsFixture _fixture = null!;
    private CampaignId _id;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        _id = await _fixture.PrepareAsync(People);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task TemplateDeleted_AndTold_PausesAndGoesOnOnceItIsApprovedAgain()
    {
        await SendingAsync();

        await ChangeTemplateAsync("delete");
        var paused = await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.Paused && c.Counts.Sending == 0);

        Assert.Contains(paused.StatusReason, new[] { "template_deleted", "template_errors" });
        Assert.True(paused.Counts.Pending > 0, paused.Counts.ToString());

        // A webhook that is still on its way would pause it once more.
        await HearAsync(TemplateStatus.Disabled);
        await ChangeTemplateAsync("approve");
        await HearAsync(TemplateStatus.Approved);
        await FinishAsync();
    }

    [Fact]
    public async Task TemplateDeleted_AndNotTold_PausesAfterSomeErrorsOfIt_WhichARetryMends()
    {
        await SendingAsync();
        _fixture.PauseWebhooks();

        await ChangeTemplateAsync("delete");
        var paused = await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.Paused && c.Counts.Sending == 0);

        Assert.Equal("template_errors", paused.StatusReason);
        Assert.True(paused.Counts.Pending > 0, paused.Counts.ToString());
        Assert.All((await _fixture.RowsAsync(_id)).Where(r => r.State == RecipientState.Failed), r => Assert.Equal("132001", r.Reason));

        await ChangeTemplateAsync("approve");
        await SendAllAsync();
        _fixture.DeliverWebhooks();
        await DeliveredAsync();
    }

    [Fact]
    public async Task TokenRevoked_PausesWithoutTouchingAnybody_AndGoesOnWithTheNewOne()
    {
        _fixture.Simulator.AddNumber(NumberWith(token: "token"));
        await SendingAsync();

        _fixture.Simulator.AddNumber(NumberWith(token: "new-token"));
        var paused = await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.Paused && c.Counts.Sending == 0);

        Assert.Equal("whatsapp_190", paused.StatusReason);
        Assert.Equal((0, 0), (paused.Counts.Failed, paused.Counts.Ambiguous));
        Assert.All((await _fixture.RowsAsync(_id)).Where(r => r.State == RecipientState.Pending), r => Assert.Equal(0, r.Attempts));

        await RotateTokenAsync("new-token");
        await FinishAsync();
        Assert.All(await _fixture.RowsAsync(_id), r => Assert.Equal(1, r.Attempts));
    }

    [Fact]
    public async Task TokensSecretGone_PausesWithTheReason()
    {
        await SendingAsync();
        Assert.Null((await _fixture.Node.Get<CampaignControl>().PauseAsync(_fixture.Actor, _id, CancellationToken.None)).Error);
        await _fixture.UntilAsync(_id, c => c.Counts.Sending == 0);

        await using (var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id)))
        {
            // As after a restore: the secret is there, and no key opens its value.
            var version = await db.Set<SecretVersion>().SingleAsync();
            db.Entry(version).Property(nameof(SecretVersion.KeyId)).CurrentValue = "another";
            await db.SaveChangesAsync();
        }

        Assert.Null((await _fixture.Node.Get<CampaignControl>().ResumeAsync(_fixture.Actor, _id, CancellationToken.None)).Error);
        var paused = await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.Paused && c.StatusReason != Campaign.PausedByPerson);
        Assert.Equal("access_token_unreadable", paused.StatusReason);
        Assert.Equal((0, 0), (paused.Counts.Failed, paused.Counts.Ambiguous));
    }

    [Fact]
    public async Task NumberWanted_ByAnotherOrganization_StaysWhereItsCampaignIs_AndNothingCrosses()
    {
        var globex = Organization.Create("Globex", "globex", Times.Now);
        await _fixture.Db.AddAsync(globex);
        var other = Actor.System(globex.Id, "test");
        await SendingAsync();
        var number = await NumberAsync();

        var deleted = await _fixture.Node.Get<Numbers>().DeleteAsync(_fixture.Actor, number.Id, CancellationToken.None);
        var taken = await _fixture.Node.Get<Numbers>().CreateAsync(other, new NumberDraft(CampaignsFixture.PhoneNumberId, new AccessTokenSource(new SecretInput("token"))), CancellationToken.None);

        Assert.Equal("number_in_use", deleted.Error?.Code);
        Assert.Equal("number_taken", taken.Error?.Code);
        await FinishAsync();
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(globex.Id));
        Assert.Empty(await db.Set<Recipient>().ToListAsync());
        Assert.Empty(await db.Set<Number>().ToListAsync());
    }

    [Fact]
    public async Task NumberMoved_ToAnotherBusinessAtWhatsApp_PausesWithoutTouchingAnybody_AndGoesOnWhenItIsBack()
    {
        await SendingAsync();

        await BlockAsync(33);
        var paused = await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.Paused && c.Counts.Sending == 0);

        Assert.Equal("whatsapp_33", paused.StatusReason);
        Assert.Equal((0, 0), (paused.Counts.Failed, paused.Counts.Ambiguous));

        await BlockAsync(0);
        await FinishAsync();
    }

    private async Task SendingAsync()
    {
        await _fixture.StartAsync(_id);
        await _fixture.UntilAsync(_id, c => c.Counts.Delivered + c.Counts.Read > 20);
    }

    /// <summary>A person goes on, and retries what has failed; everybody gets it, once.</summary>
    private async Task FinishAsync()
    {
        await SendAllAsync();
        await DeliveredAsync();
    }

    private async Task SendAllAsync()
    {
        var control = _fixture.Node.Get<CampaignControl>();
        if ((await _fixture.CampaignAsync(_id)).Status == CampaignStatus.Paused)
            Assert.Null((await control.ResumeAsync(_fixture.Actor, _id, CancellationToken.None)).Error);
        var done = await _fixture.UntilAsync(_id, c => c.Status == CampaignStatus.Completed);
        if (done.Counts.Failed > 0)
            Assert.Null((await control.RetryFailedAsync(_fixture.Actor, _id, null, CancellationToken.None)).Error);
        await _fixture.UntilAsync(_id, c => c is { Status: CampaignStatus.Completed, Counts.Failed: 0 });
    }

    private async Task DeliveredAsync()
    {
        await _fixture.UntilAsync(_id, c => c.Counts.Delivered + c.Counts.Read == People);
        var ledger = await _fixture.LedgerAsync();
        Assert.Equal(People, ledger.Count);
        Assert.All(ledger.Values, messages => Assert.Equal(1, messages));
    }

    private async Task ChangeTemplateAsync(string act)
    {
        using var changed = await _http.PatchAsJsonAsync(new Uri(_fixture.Simulator.BaseUrl, "/_simulator/templates"), new { waba_id = "", name = "order_update", language = "en_US", act });
        changed.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until a webhook has told that the template is this.</summary>
    private async Task HearAsync(TemplateStatus status)
    {
        using var patience = new CancellationTokenSource(CampaignsFixture.Patience);
        while (await StatusAsync() != status)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }

    private async Task<TemplateStatus> StatusAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<Template>().Select(t => t.Status).SingleAsync();
    }

    private async Task BlockAsync(int code)
    {
        using var changed = await _http.PatchAsJsonAsync(new Uri(_fixture.Simulator.BaseUrl, $"/_simulator/numbers/{CampaignsFixture.PhoneNumberId}"), new { block = code });
        changed.EnsureSuccessStatusCode();
    }

    private async Task<Number> NumberAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<Number>().AsNoTracking().SingleAsync();
    }

    private async Task RotateTokenAsync(string token)
    {
        var secret = (await NumberAsync()).AccessTokenSecretId;
        Assert.Null((await _fixture.Node.Get<SecretService>().RotateAsync(_fixture.Actor, secret, new SecretRotation(new SecretInput(token)), null, CancellationToken.None)).Error);
    }

    private static SimulatedNumber NumberWith(string token) =>
        new() { PhoneNumberId = CampaignsFixture.PhoneNumberId, DisplayPhoneNumber = "+55 11 4000-0001", MessagesPerSecond = 1000, AccessToken = token };
}
