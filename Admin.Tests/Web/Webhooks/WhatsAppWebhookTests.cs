using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Infrastructure.Campaigns;
using Admin.Web.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Web.Webhooks;

/// <summary>The door itself: what is let in, under which app, and what is refused unread.</summary>
public sealed class WhatsAppWebhookTests : IAsyncLifetime
{
    private const int Limit = 3 * 1024 * 1024;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly HttpClient _http = new();
    private CampaignsFixture _fixture = null!;
    private WhatsAppAppView _app = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        var draft = new WhatsAppAppDraft("Own", "700000000001", new SecretInput("own-secret"), new SecretInput("own-word"));
        _app = (await _fixture.Node.Get<WhatsAppApps>().CreateAsync(_fixture.Actor, draft, Ct)).Value;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Post_ToAnOwnApp_IsVerifiedWithItsSecretAndStoredUnderIt()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync("[1]"u8.ToArray(), "own-secret", _app.WebhookPath));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("[1]"u8.ToArray(), CampaignsFixture.AppSecret, WhatsAppWebhook.Path));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("[1]"u8.ToArray(), "own-secret", _app.WebhookPath));

        // The same bytes of two apps are two webhooks: nobody can have another's taken for a repeated one.
        Assert.Equal([_app.Id, WhatsAppAppId.Platform], await AppsAsync());
    }

    [Fact]
    public async Task Post_SignedForAnotherDoor_IsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("[1]"u8.ToArray(), CampaignsFixture.AppSecret, _app.WebhookPath));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("[1]"u8.ToArray(), "own-secret", WhatsAppWebhook.Path));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("[1]"u8.ToArray(), "", $"{WhatsAppWebhook.Path}/{Guid.CreateVersion7()}"));
        Assert.Empty(await AppsAsync());
    }

    [Fact]
    public async Task Post_AfterARotation_IsVerifiedWithTheNewSecret()
    {
        var changed = await _fixture.Node.Get<WhatsAppApps>().ChangeAsync(_fixture.Actor, _app.Id, new WhatsAppAppChange("Own", AppSecret: new SecretInput("new-secret")), _app.Stamp, Ct);

        Assert.Null(changed.Error);
        Assert.Equal(HttpStatusCode.OK, await PostAsync("[1]"u8.ToArray(), "new-secret", _app.WebhookPath));
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("[2]"u8.ToArray(), "own-secret", _app.WebhookPath));
    }

    [Fact]
    public async Task Get_HandshakeOfAnOwnApp_TakesItsOwnWordOnly()
    {
        const string query = "?hub.mode=subscribe&hub.challenge=42&hub.verify_token=";

        Assert.Equal("42", await _http.GetStringAsync(new Uri(_fixture.DoorAddress, _app.WebhookPath + query + "own-word"), Ct));
        foreach (var wrong in new[] { _app.WebhookPath + query + CampaignsFixture.VerifyToken, _app.WebhookPath + query, WhatsAppWebhook.Path + query + "own-word", $"{WhatsAppWebhook.Path}/{Guid.CreateVersion7()}{query}" })
        {
            using var refused = await _http.GetAsync(new Uri(_fixture.DoorAddress, wrong), Ct);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Post_OverThreeMegabytes_IsRefusedUnread()
    {
        // Nothing of the body is ever sent, so a server that wanted it would wait.
        var answer = await RawAsync(string.Create(CultureInfo.InvariantCulture, $"POST {WhatsAppWebhook.Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {Limit + 1}\r\n\r\n"));

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfThreeMegabytesWithoutALength_IsTakenAndOneByteMoreIsNot()
    {
        var body = new byte[Limit];
        Array.Fill(body, (byte)' ');
        "[1]"u8.CopyTo(body);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(body, CampaignsFixture.AppSecret, WhatsAppWebhook.Path, chunked: true));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("[2]"u8.ToArray(), CampaignsFixture.AppSecret, WhatsAppWebhook.Path, chunked: true));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync([.. body, (byte)' '], CampaignsFixture.AppSecret, WhatsAppWebhook.Path, chunked: true));
    }

    [Fact]
    public async Task Post_DeeplyNestedOrReplayed_IsAnsweredAndHarmsNothing()
    {
        var bomb = Encoding.UTF8.GetBytes(new string('[', 200_000));

        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await PostAsync(bomb, CampaignsFixture.AppSecret, WhatsAppWebhook.Path));
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text("5511955550000", "Oi", Admin.Tests.Support.Times.Now)));

        await using var db = await _fixture.Db.OpenAsync(TenantScope.Accounts);
        Assert.Equal([WebhookEventState.Unreadable, WebhookEventState.Merged], await db.Set<WebhookEvent>().OrderBy(e => e.Key).Select(e => e.State).ToListAsync(Ct));
    }

    private async Task<IReadOnlyList<WhatsAppAppId>> AppsAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.Accounts);
        return await db.Set<WebhookEvent>().OrderBy(e => e.Key).Select(e => e.App).ToListAsync(Ct);
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string secret, string path, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_fixture.DoorAddress, path)) { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(body, secret));
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        using var answer = await _http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private async Task<string> RawAsync(string head)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _fixture.DoorAddress.Port, Ct);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Ct);
        var buffer = new byte[4096];
        var read = await socket.GetStream().ReadAsync(buffer, Ct).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Ct);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
