using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Infrastructure.Messaging;
using Admin.Tests.Infrastructure.Redis;
using Microsoft.Data.Sqlite;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>What a campaign needs is away for a while. It waits, says what for, and goes on by itself; nobody is missed or written to twice, and no try is used up.</summary>
public sealed class CampaignOutageTests : IAsyncLifetime
{
    private const int People = 400;

    private CampaignsFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task DatabaseLocked_ForTenSeconds_LosesNeitherMessagesNorWebhooks()
    {
        var id = await _fixture.PrepareAsync(People);
        await _fixture.Node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);
        await _fixture.UntilAsync(id, c => c.Counts.Delivered + c.Counts.Read > 20);

        await using (var other = new SqliteConnection($"Data Source={_fixture.Db.Directory.File("admin.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var locked = other.BeginTransaction();
            var atLock = (await _fixture.CampaignAsync(id)).Counts;
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
            Assert.Equal(atLock, (await _fixture.CampaignAsync(id)).Counts);
        }

        await CompletedAsync(id);
    }

    [Fact]
    public async Task RedisAway_ForThirtySeconds_NothingIsSentMeanwhile_AndThenItGoesOnWithinTheLimit()
    {
        const int PerSecond = 80;
        await using var redis = await RedisServer.StartAsync();
        await using var fixture = await CampaignsFixture.CreateAsync(PerSecond, s => s.Numbers[0].MessagesPerSecond = PerSecond);
        var node = await fixture.AddNodeAsync(null, ("Redis:ConnectionString", redis.ConnectionString), ("RateLimits:RedisTimeoutMilliseconds", "2000"), ("Campaigns:StallSeconds", "2"));
        var id = await fixture.PrepareAsync(People);
        await node.Engine.StartAsync(CancellationToken.None);
        await fixture.StartAsync(id);
        await fixture.UntilAsync(id, c => c.Counts.Delivered + c.Counts.Read > 20);

        await redis.KillAsync();
        var stalled = await fixture.UntilAsync(id, c => c.Status == CampaignStatus.Stalled);
        Assert.Equal(StallReason.WaitingForRedis, stalled.StatusReason);
        Assert.Equal((0, 0), (stalled.Counts.Failed, stalled.Counts.Ambiguous));
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.Equal(stalled.Counts.Pending, (await fixture.CampaignAsync(id)).Counts.Pending);
        await redis.RunAsync();

        var done = await fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed && c.Counts.Delivered + c.Counts.Read == People);
        Assert.Null(done.StatusReason);
        Assert.Equal(People, (await fixture.LedgerAsync()).Count);
        Assert.All((await fixture.LedgerAsync()).Values, messages => Assert.Equal(1, messages));
        Assert.All(await fixture.RowsAsync(id), r => Assert.Equal(1, r.Attempts));
    }

    [Fact]
    public async Task WhatsAppAway_ForFiveMinutes_UsesUpNoTryAndGoesOnByItself()
    {
        var fast = new FastTime(60);
        var node = await _fixture.AddNodeAsync(fast, ("Campaigns:CallTimeoutSeconds", "120"), ("Campaigns:LeaseSeconds", "600"), ("WhatsApp:TimeoutSeconds", "300"), ("Campaigns:SweepSeconds", "30"), ("Campaigns:CommitIntervalMilliseconds", "2000"));
        var endpoint = node.Get<WhatsAppEndpoint>();
        var address = endpoint.BaseUrl;
        endpoint.BaseUrl = new Uri("http://127.0.0.1:1/");
        var away = fast.GetTimestamp();
        var id = await _fixture.PrepareAsync(People);
        await node.Engine.StartAsync(CancellationToken.None);
        await _fixture.StartAsync(id);

        var stalled = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Stalled);
        Assert.Equal(StallReason.WaitingForWhatsApp, stalled.StatusReason);
        while (fast.GetElapsedTime(away) < TimeSpan.FromMinutes(5))
            await Task.Delay(TimeSpan.FromSeconds(10), fast);
        // One may just be tried again.
        Assert.All(await _fixture.RowsAsync(id), r => Assert.Equal((r.State == RecipientState.Sending ? 1 : 0, null), (r.Attempts, r.Errors)));

        endpoint.BaseUrl = address;
        await CompletedAsync(id);
        Assert.All(await _fixture.RowsAsync(id), r => Assert.Equal(1, r.Attempts));
    }

    private async Task CompletedAsync(CampaignId id)
    {
        var done = await _fixture.UntilAsync(id, c => c.Status == CampaignStatus.Completed && c.Counts.Delivered + c.Counts.Read == People);
        Assert.Equal((People, null), (done.Counts.Total, done.StatusReason));
        var ledger = await _fixture.LedgerAsync();
        Assert.Equal(People, ledger.Count);
        Assert.All(ledger.Values, messages => Assert.Equal(1, messages));
    }

    /// <summary>Clock, spans and timers, so many times as fast.</summary>
    private sealed class FastTime(int times) : TimeProvider
    {
        private readonly DateTimeOffset _start = System.GetUtcNow();
        private readonly long _began = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_began) * times);

        public override long GetTimestamp() => _began + ((System.GetTimestamp() - _began) * times);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Real(dueTime), Real(period));

        private TimeSpan Real(TimeSpan wait) => wait <= TimeSpan.Zero ? wait : wait / times;
    }
}
