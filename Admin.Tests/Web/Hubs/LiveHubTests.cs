using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Tests.Web.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Hubs;

public sealed class LiveHubTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private LimitedHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LimitedHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Watch_AsOrgAdmin_SendsASnapshotAtOnceAndWhenItChanges()
    {
        await using var hub = _host.Hub(_host.AcmeAdmin);
        var snapshots = Collect(hub, "snapshot");
        await hub.StartAsync();

        await hub.InvokeAsync("Watch", "rate-limits");
        var first = await snapshots.ReadAsync().AsTask().WaitAsync(Patience);
        var before = Used(first, "api_global");
        (await _host.SendAsync(HttpMethod.Get, "/api/v1/plain", _host.AcmeAdmin)).Dispose();

        Assert.Equal("rate-limits", first.GetProperty("topic").GetString());
        Assert.NotEqual(default, first.GetProperty("at").GetDateTime());
        var later = first;
        while (Used(later, "api_global") == before)
            later = await snapshots.ReadAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(before + 1, Used(later, "api_global"));
    }

    [Fact]
    public async Task Watch_ServiceTokenWithLiveRead_IsLetIn()
    {
        var (_, bearer) = await _host.ServiceTokenAsync("live.read");
        await using var hub = _host.Hub(bearer);
        var snapshots = Collect(hub, "snapshot");
        await hub.StartAsync();

        await hub.InvokeAsync("Watch", "rate-limits");

        await snapshots.ReadAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task Watch_ServiceTokenWithAnotherScope_IsRefused()
    {
        var (_, bearer) = await _host.ServiceTokenAsync("limits.acquire");

        Assert.Contains("forbidden", await RefusalAsync(bearer, "rate-limits"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_AsSupport_IsRefused() =>
        Assert.Contains("forbidden", await RefusalAsync(_host.AcmeSupport, "rate-limits"), StringComparison.Ordinal);

    [Fact]
    public async Task Watch_UnknownTopic_IsRefused() =>
        Assert.Contains("topic_not_found", await RefusalAsync(_host.AcmeAdmin, "secrets"), StringComparison.Ordinal);

    [Fact]
    public async Task Connect_WithoutAToken_Is401()
    {
        await using var hub = _host.Hub(null);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync());

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Connect_FromAForeignPage_Is403()
    {
        await using var hub = _host.Hub(_host.AcmeAdmin, origin: "https://elsewhere.test");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => hub.StartAsync());

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task RightGone_WhileWatching_EndsTheWatchWithTheReason()
    {
        var (token, bearer) = await _host.ServiceTokenAsync("live.read");
        await using var hub = _host.Hub(bearer);
        var refusals = Collect(hub, "refused");
        await hub.StartAsync();
        await hub.InvokeAsync("Watch", "rate-limits");

        await using (var db = await _host.Db.OpenAsync(TenantScope.For(_host.Acme.Id)))
        {
            (await db.Set<ServiceToken>().SingleAsync(t => t.Id == token.Id)).Revoke(token.CreatedAt);
            await db.SaveChangesAsync();
        }

        _host.Services.GetRequiredService<AccessNotes>().Changed(token.Id);
        var refusal = await refusals.ReadAsync().AsTask().WaitAsync(Patience);

        Assert.Equal("not_signed_in", refusal.GetProperty("code").GetString());
        Assert.Equal(0, _host.Services.GetRequiredService<LiveBroker>().OpenFeeds);
    }

    [Fact]
    public async Task Unwatch_LastTopic_ClosesTheFeed()
    {
        await using var hub = _host.Hub(_host.AcmeAdmin);
        await hub.StartAsync();
        await hub.InvokeAsync("Watch", "rate-limits");
        var broker = _host.Services.GetRequiredService<LiveBroker>();
        Assert.Equal(1, broker.OpenFeeds);

        await hub.InvokeAsync("Unwatch", "rate-limits");

        Assert.Equal(0, broker.OpenFeeds);
    }

    private async Task<string> RefusalAsync(string bearer, string topic)
    {
        await using var hub = _host.Hub(bearer);
        await hub.StartAsync();
        return (await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Watch", topic))).Message;
    }

    private static ChannelReader<JsonElement> Collect(HubConnection hub, string method)
    {
        var received = Channel.CreateUnbounded<JsonElement>();
        hub.On<JsonElement>(method, e => received.Writer.TryWrite(e.Clone()));
        return received.Reader;
    }

    private static int Used(JsonElement snapshot, string policy) => snapshot.GetProperty("data").GetProperty("policies").EnumerateArray()
        .Single(p => p.GetProperty("name").GetString() == policy).GetProperty("used").GetInt32();
}
