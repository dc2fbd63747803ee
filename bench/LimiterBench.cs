using System.Diagnostics;
using System.Globalization;
using Admin.Domain.RateLimiting;
using Admin.Infrastructure.RateLimiting;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Bench;

/// <summary>How long a decision takes with 32 at a time, and what 100,000 live counters weigh.</summary>
internal static class LimiterBench
{
    private const int Decisions = 100_000;
    private const int AtOnce = 32;
    private const int Keys = 100_000;

    public static async Task RunAsync(BenchRedis redis)
    {
        await using var connection = await ConnectAsync(redis.ConnectionString);
        var store = Store(connection);
        await TimesAsync(store);
        await MemoryAsync(store, redis);
    }

    internal static RedisRateLimitStore Store(RedisConnection connection) => new(connection, Options.Create(new RateLimitOptions { RedisTimeoutMilliseconds = 10_000 }));

    internal static async Task<RedisConnection> ConnectAsync(string address)
    {
        var connection = new RedisConnection(Options.Create(new RedisOptions { ConnectionString = address }), new EmbeddedRedis(NullLoggerFactory.Instance), NullLogger<RedisConnection>.Instance);
        await connection.ConnectAsync();
        return connection;
    }

    private static async Task TimesAsync(RedisRateLimitStore store)
    {
        RateCharge[] two =
        [
            new("rl:{org:bench}:api_global", new RateRule(RateAlgorithm.SlidingCounter, 1_000_000, 60_000, 0, 0), 1, false),
            new("rl:{org:bench}:database_query", new RateRule(RateAlgorithm.SlidingCounter, 1_000_000, 60_000, 0, 0), 1, false),
        ];
        var times = new List<double>[AtOnce];
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async worker =>
        {
            var mine = times[worker] = [];
            for (var i = 0; i < Decisions / AtOnce; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await store.DecideAsync(two, CancellationToken.None);
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }));
        var all = times.SelectMany(t => t.Skip(500)).Order().ToList();
        Print($"a decision of two policies, {AtOnce} at a time: median {all[all.Count / 2]:F2} ms, 99 % under {all[all.Count * 99 / 100]:F2} ms (aim 5)");
    }

    private static async Task MemoryAsync(RedisRateLimitStore store, BenchRedis redis)
    {
        var local = new LocalRateLimiter(new RateLimitOptions().LocalCountersPerPolicy, TimeProvider.System);
        var rule = new RateRule(RateAlgorithm.SlidingLog, 5, 3_600_000, 5, 0);
        var (redisBefore, processBefore) = (await redis.MemoryAsync(), GC.GetTotalMemory(forceFullCollection: true));
        for (var first = 0; first < Keys; first += 1000)
        {
            var charges = Enumerable.Range(first, 1000).Select(i => new RateCharge(string.Create(CultureInfo.InvariantCulture, $"rl:{{anon}}:auth_login:ip=10.{i >> 16}.{(i >> 8) & 255}.{i & 255}"), rule, 1, false)).ToList();
            await Task.WhenAll(charges.Select(c => store.DecideAsync([c], CancellationToken.None)));
            foreach (var charge in charges)
                local.Decide([("auth_login", charge)]);
        }

        var inRedis = (await redis.MemoryAsync() - redisBefore) / 1e6;
        var inProcess = (GC.GetTotalMemory(forceFullCollection: true) - processBefore) / 1e6;
        Print($"memory of {Keys} live counters of sign-in: {inRedis:F1} MB in Redis, {inProcess:F1} MB in the process, which keeps {local.Count("auth_login")}");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
