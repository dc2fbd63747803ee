using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Infrastructure.Campaigns;
using Admin.Web.Webhooks;

namespace Admin.Tests.Web.Webhooks;

public sealed class UnsignedPostsTests : IAsyncLifetime
{
    private const int Limit = 60;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly HttpClient _http = new();
    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Post_LimitUsedUp_Is429BeforeTheBodyIsRead()
    {
        await UseUpAsync();

        // A server that wanted the body would wait for it: none of it is ever sent.
        var answer = await HeadersOnlyAsync(1_000_000);

        Assert.StartsWith("HTTP/1.1 429", answer, StringComparison.Ordinal);
        Assert.Matches("(?i)Retry-After: ([1-9]|[1-5][0-9]|60|61)\r\n", answer);
    }

    [Fact]
    public async Task Post_AddressRemembered_CostsTheStoreNothing()
    {
        await UseUpAsync();
        (await PostAsync("{}"u8.ToArray(), signed: false)).Dispose();
        var before = Store.Calls;

        for (var i = 0; i < 10; i++)
        {
            using var answer = await PostAsync("{}"u8.ToArray(), signed: false);
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.Equal("webhook_unsigned", problem.GetProperty("params").GetProperty("policy").GetString());
            Assert.Equal(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, problem.GetProperty("params").GetProperty("retry_after").GetInt32());
        }

        Assert.Equal(before, Store.Calls);
    }

    [Fact]
    public async Task Post_Signed_IsNeverCountedNorRefusedWithinTheLimit()
    {
        for (var i = 0; i < Limit - 1; i++)
            (await PostAsync("{}"u8.ToArray(), signed: false)).Dispose();

        for (var i = 0; i < Limit + 5; i++)
        {
            using var answer = await PostAsync(Encoding.UTF8.GetBytes($"[{i}]"), signed: true);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Post_SignedFromAnAddressOverTheLimit_IsRefusedUntilReleased()
    {
        await UseUpAsync();
        using var refused = await PostAsync("[1]"u8.ToArray(), signed: true);
        Store.Forget();
        _fixture.Node.Live.Publish(new LiveNote(RateLimiter.ForgetTopic, OrganizationId.Platform));

        using var served = await PostAsync("[1]"u8.ToArray(), signed: true);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    private FakeStore Store => (FakeStore)_fixture.Node.Get<IRateLimitStore>();

    private async Task UseUpAsync()
    {
        for (var i = 0; i < Limit; i++)
        {
            using var answer = await PostAsync("{}"u8.ToArray(), signed: false);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, bool signed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_fixture.DoorAddress, WhatsAppWebhook.Path)) { Content = new ByteArrayContent(body) };
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(body, signed ? CampaignsFixture.AppSecret : "another"));
        return await _http.SendAsync(request, Ct);
    }

    private async Task<string> HeadersOnlyAsync(int length)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _fixture.DoorAddress.Port, patience.Token);
        var stream = socket.GetStream();
        var head = string.Create(CultureInfo.InvariantCulture, $"POST {WhatsAppWebhook.Path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), patience.Token);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, patience.Token);
            if (read == 0)
                break;
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }
}
