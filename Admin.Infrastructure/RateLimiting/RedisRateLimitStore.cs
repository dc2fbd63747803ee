using System.Globalization;
using Admin.Domain.RateLimiting;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>The shared counters in Redis: one script call per decision.</summary>
public sealed class RedisRateLimitStore(RedisConnection connection, IOptions<RateLimitOptions> options) : IRateLimitStore
{
    private static readonly RateLimitScript Script = new(RateScript.Text);
    private static readonly RateLimitScript GiveBack = new(RateScript.GiveBack);

    /// <summary>For tests: the clock instead of Redis's own, in milliseconds.</summary>
    internal Func<long>? Clock { get; init; }

    public async Task<IReadOnlyList<RateReading>> DecideAsync(IReadOnlyList<RateCharge> charges, CancellationToken ct) =>
        Readings((long[])(await AskAsync(db => Script.RunAsync(db, Keys(charges), Arguments(charges)), ct))!);

    public Task GiveBackAsync(string key, string lease, CancellationToken ct) => AskAsync(db => GiveBack.RunAsync(db, [key], [lease]), ct);

    public Task ForgetAsync(string key, CancellationToken ct) => AskAsync(db => db.KeyDeleteAsync(key), ct);

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, CancellationToken ct)
    {
        var redis = connection.Current ?? throw new RateStoreUnavailableException("Redis is not connected.");
        try
        {
            return await ask(redis.GetDatabase()).WaitAsync(TimeSpan.FromMilliseconds(options.Value.RedisTimeoutMilliseconds), ct);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            // A timeout of the client is a TimeoutException, not a RedisException.
            throw new RateStoreUnavailableException("Redis did not decide.", e);
        }
    }

    private static RedisKey[] Keys(IReadOnlyList<RateCharge> charges) => [.. charges.Select(c => (RedisKey)c.Key)];

    private RedisValue[] Arguments(IReadOnlyList<RateCharge> charges)
    {
        var arguments = new RedisValue[1 + (charges.Count * RateScript.ArgumentsPerKey)];
        arguments[0] = Clock?.Invoke().ToString(CultureInfo.InvariantCulture) ?? "";
        for (var i = 0; i < charges.Count; i++)
            Write(charges[i], arguments.AsSpan(1 + (i * RateScript.ArgumentsPerKey)));
        return arguments;
    }

    private static void Write(RateCharge charge, Span<RedisValue> into)
    {
        into[0] = charge.Rule.Algorithm switch
        {
            RateAlgorithm.TokenBucket => "b",
            RateAlgorithm.Concurrency => "c",
            _ => "s",
        };
        into[1] = charge.Rule.Limit;
        into[2] = charge.Rule.WindowMs;
        into[3] = charge.Rule.SlotMs;
        into[4] = charge.Rule.Burst;
        into[5] = charge.Rule.Debt;
        into[6] = charge.Cost;
        into[7] = charge.Shadow ? 1 : 0;
        into[8] = charge.Lease;
    }

    private static List<RateReading> Readings(long[] answer)
    {
        var readings = new List<RateReading>(answer.Length / RateScript.AnswersPerKey);
        for (var i = 0; i < answer.Length; i += RateScript.AnswersPerKey)
            readings.Add(new RateReading(answer[i] == 1, answer[i + 1], answer[i + 2], answer[i + 3]));
        return readings;
    }
}
