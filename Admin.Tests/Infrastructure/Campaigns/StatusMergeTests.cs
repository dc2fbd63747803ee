using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Support;
using Admin.Web.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

public sealed class StatusMergeTests : IAsyncLifetime
{
    private const string OtherNumber = "100000000000002";

    private readonly HttpClient _http = new();
    private CampaignsFixture _fixture = null!;
    private CampaignId _id;
    private Begun _begun = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        _id = await _fixture.PrepareAsync(1);
        await _fixture.StartAsync(_id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(_id)).Ref, CancellationToken.None);
        _begun = await BeginAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Merge_BeforeOurOwnCommitReorderedAndTwice_EndsReadAndCountsOnce()
    {
        await PostAsync(Body("read", 3), Body("sent", 1), Body("delivered", 2), Body("sent", 1), Body("failed", 4));
        await PostAsync(Body("delivered", 2));
        await MergeAsync();
        await MergeAsync();

        var row = Assert.Single(await _fixture.RowsAsync(_id));
        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal(RecipientState.Read, row.State);
        Assert.Equal((1, 1), (campaign.Counts.Read, campaign.Counts.Total));
        Assert.Equal(CampaignStatus.Completed, campaign.Status);
        Assert.NotNull(row.DeliveredAt);
    }

    [Fact]
    public async Task Merge_FromAnotherOrganizationsNumber_TouchesNothing()
    {
        var globex = Organization.Create("Globex", "globex", Times.Now);
        await _fixture.Db.AddAsync(globex);
        var token = await _fixture.Node.Get<SecretService>().CreateAsync(Admin.Domain.Accounts.Actor.System(globex.Id, "test"), new SecretDraft("TOKEN", new SecretInput("other")), CancellationToken.None);
        await _fixture.Db.AddAsync(Number.Create(globex.Id, OtherNumber, "+55 11 4000-0002", "Globex", token.Value.Id, 80, Times.Now));

        await PostAsync(Body("read", 3, number: OtherNumber), Body("read", 3, number: "999"));
        await MergeAsync();

        Assert.Equal(RecipientState.Sending, Assert.Single(await _fixture.RowsAsync(_id)).State);
    }

    [Fact]
    public async Task Merge_UnknownMessage_IsParkedAndPlacedOnceItIsKnown()
    {
        await PostAsync(Body("delivered", 2, callback: null));
        await MergeAsync();
        Assert.Equal(WebhookEventState.Parked, await StateAsync());

        var later = await _fixture.AddNodeAsync(new LaterTime());
        var campaign = await _fixture.CampaignAsync(_id);
        var accepted = new Finished(_begun, new Verdict(VerdictKind.Accept, Wamid: "wamid.test"));
        await later.Get<CampaignLedger>().StepAsync(campaign.Ref, new LedgerOrder(Guid.CreateVersion7(), campaign.Epoch, [accepted], [], 0), CancellationToken.None);
        await later.Get<WebhookMerger>().MergeAsync(CancellationToken.None);

        Assert.Equal(RecipientState.Delivered, Assert.Single(await _fixture.RowsAsync(_id)).State);
        Assert.Equal(WebhookEventState.Merged, await StateAsync());
    }

    [Fact]
    public async Task Post_WronglySignedOrTampered_IsNotStored()
    {
        var body = Encoding.UTF8.GetBytes(Wrap(Body("read", 3)));
        var signature = WebhookSignature.Sign(body, "another-secret");

        using var answer = await SendAsync(body, signature);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await using var db = await _fixture.Db.OpenAsync(TenantScope.Accounts);
        Assert.Empty(await db.Set<WebhookEvent>().ToListAsync());
    }

    [Fact]
    public async Task Post_SameBodyTwiceOrNoWebhookAtAll_IsAcknowledgedAndStoredOnce()
    {
        var body = "[1]"u8.ToArray();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await SendAsync(body, WebhookSignature.Sign(body, CampaignsFixture.AppSecret));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await MergeAsync();
        Assert.Equal(WebhookEventState.Unreadable, await StateAsync());
    }

    [Fact]
    public async Task Get_Handshake_AnswersTheChallengeOnlyToTheRightToken()
    {
        var path = $"{WhatsAppWebhook.Path}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";

        Assert.Equal("1158201444", await _http.GetStringAsync(new Uri(_fixture.DoorAddress, path + CampaignsFixture.VerifyToken)));
        using var wrong = await _http.GetAsync(new Uri(_fixture.DoorAddress, path + "guess"));
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
    }

    private async Task<Begun> BeginAsync()
    {
        var campaign = await _fixture.CampaignAsync(_id);
        var (ledger, claim) = (_fixture.Node.Get<CampaignLedger>(), Guid.CreateVersion7());
        var claimed = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [], 10), CancellationToken.None);
        var step = await ledger.StepAsync(campaign.Ref, new LedgerOrder(claim, campaign.Epoch, [], [.. claimed.Claimed.Select(r => r.Ordinal)], 0), CancellationToken.None);
        return Assert.Single(step.Begun);
    }

    private Task<int> MergeAsync() => _fixture.Node.Get<WebhookMerger>().MergeAsync(CancellationToken.None);

    private async Task PostAsync(params string[] changes)
    {
        var body = Encoding.UTF8.GetBytes(Wrap(changes));
        using var answer = await SendAsync(body, WebhookSignature.Sign(body, CampaignsFixture.AppSecret));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string signature)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_fixture.DoorAddress, WhatsAppWebhook.Path)) { Content = content };
        request.Headers.Add(WebhookSignature.Header, signature);
        return await _http.SendAsync(request);
    }

    private async Task<WebhookEventState> StateAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.Accounts);
        return (await db.Set<WebhookEvent>().AsNoTracking().SingleAsync()).State;
    }

    private static string Wrap(params string[] changes) =>
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[" + string.Join(',', changes) + "]}]}";

    private string Body(string status, int second, string number = CampaignsFixture.PhoneNumberId, string? callback = "own")
    {
        var key = new AttemptKey(1, _begun.Ordinal, _begun.Attempt).ToString();
        var data = callback is null ? "" : $",\"biz_opaque_callback_data\":\"{key}\"";
        var metadata = $"\"metadata\":{{\"display_phone_number\":\"1\",\"phone_number_id\":\"{number}\"}}";
        var one = $"{{\"id\":\"wamid.test\",\"status\":\"{status}\",\"timestamp\":\"{1773480000 + second}\",\"recipient_id\":\"5511987000000\"{data}}}";
        return $"{{\"field\":\"messages\",\"value\":{{\"messaging_product\":\"whatsapp\",{metadata},\"statuses\":[{one}]}}}}";
    }

    private sealed class LaterTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromSeconds(20);
    }
}
