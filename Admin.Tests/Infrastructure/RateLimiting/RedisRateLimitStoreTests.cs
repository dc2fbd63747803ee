using Admin.Domain.RateLimiting;
using Admin.Infrastructure.RateLimiting;
using Admin.Infrastructure.Redis;
using Admin.Tests.Infrastructure.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Tests.Infrastructure.RateLimiting;

/// <summary>What happens to decisions when the server forgets, goes and comes back.</summary>
public sealed class RedisRateLimitStoreTests
{
    private readonly RateCharge _charge = new("rl:{anon}:test", new RateRule(RateAlgorithm.SlidingLog, 5, 60_000, 5, 0), 1, false);

    [Fact]
    public async Task Decide_ScriptsFlushedInBetween_GoesOnWithTheSameCounter()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = Connect(server);
        var store = Store(connection);
        var redis = await connection.ConnectAsync();
        await store.DecideAsync([_charge], CancellationToken.None);

        await redis.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");
        var after = await store.DecideAsync([_charge], CancellationToken.None);

        Assert.Equal(3, after[0].Remaining);
    }

    [Fact]
    public async Task Decide_EverythingFlushedInBetween_CountsAnewWithoutAnError()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = Connect(server);
        var store = Store(connection);
        var redis = await connection.ConnectAsync();
        await store.DecideAsync([_charge], CancellationToken.None);

        await redis.GetDatabase().ExecuteAsync("FLUSHALL");
        await redis.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");
        var after = await store.DecideAsync([_charge], CancellationToken.None);

        Assert.Equal((true, 4L), (after[0].Fits, after[0].Remaining));
    }

    [Fact]
    public async Task Decide_KnownScript_IsOneCommand()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = Connect(server);
        var store = Store(connection);
        var redis = await connection.ConnectAsync();
        await store.DecideAsync([_charge], CancellationToken.None);
        await redis.GetServers()[0].ConfigResetStatisticsAsync();

        await store.DecideAsync([_charge, _charge with { Key = "rl:{anon}:other" }], CancellationToken.None);
        var calls = await redis.GetServers()[0].InfoAsync("commandstats");

        Assert.Contains(calls.SelectMany(g => g), c => c.Key == "cmdstat_evalsha" && c.Value.StartsWith("calls=1,", StringComparison.Ordinal));
        Assert.DoesNotContain(calls.SelectMany(g => g), c => c.Key == "cmdstat_eval");
    }

    [Fact]
    public async Task Decide_ServerKilled_IsUnavailableAndWorksAgainAfterItsReturn()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = Connect(server);
        var store = Store(connection);
        var redis = await connection.ConnectAsync();
        await store.DecideAsync([_charge], CancellationToken.None);
        var restored = new TaskCompletionSource();
        redis.ConnectionRestored += (_, e) =>
        {
            if (e.ConnectionType == ConnectionType.Interactive)
                restored.TrySetResult();
        };

        await server.KillAsync();
        await Assert.ThrowsAsync<RateStoreUnavailableException>(() => store.DecideAsync([_charge], CancellationToken.None));
        await server.RunAsync();
        await restored.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(4, (await store.DecideAsync([_charge], CancellationToken.None))[0].Remaining);
    }

    [Fact]
    public async Task Decide_ServerStuck_IsUnavailableRatherThanSlow()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = Connect(server);
        await using var other = await server.ConnectAsync();
        await connection.ConnectAsync();
        var store = Store(connection, milliseconds: 100);

        // Holds back every client for longer than anybody would wait.
        await other.GetServers()[0].ExecuteAsync("CLIENT", "PAUSE", "4000", "ALL");

        await Assert.ThrowsAsync<RateStoreUnavailableException>(() => store.DecideAsync([_charge], CancellationToken.None));
    }

    private static RedisConnection Connect(RedisServer server) => new(
        Options.Create(new RedisOptions { ConnectionString = server.ConnectionString }),
        new EmbeddedRedis(NullLoggerFactory.Instance),
        NullLogger<RedisConnection>.Instance);

    private static RedisRateLimitStore Store(RedisConnection connection, int milliseconds = 10_000) =>
        new(connection, Options.Create(new RateLimitOptions { RedisTimeoutMilliseconds = milliseconds }));
}
