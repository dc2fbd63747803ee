using Admin.Domain.RateLimiting;
using Admin.Infrastructure.RateLimiting;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Infrastructure.Redis;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.RateLimiting;

/// <summary>The one script, on whichever server.</summary>
public abstract class RateScriptTests(RedisFixture redis)
{
    private const long Start = 1_800_000_000_000;
    private const long Window = 6_000;

    private readonly string _key = $"rl:{{org:{Guid.CreateVersion7():D}}}:";
    private long _now = Start;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task SlidingLog_RandomArrivals_AdmitsExactlyWhatTheModelAdmits(int seed)
    {
        var rule = new RateRule(RateAlgorithm.SlidingLog, 7, Window, 7, 0);
        var store = await StoreAsync();
        var model = new WindowModel(7, Window);

        foreach (var (at, cost) in Arrivals(seed, 400, maxCost: 3))
        {
            _now = Start + at;
            var reading = await OneAsync(store, new RateCharge(_key + seed, rule, cost, false));
            Assert.Equal(model.TryAdmit(at, cost), reading.Fits);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task SlidingCounter_RandomArrivals_NeverAdmitsMoreThanTheLimitInAnyWindow(int seed)
    {
        var rule = new RateRule(RateAlgorithm.SlidingCounter, 20, Window, 20, 0);
        var store = await StoreAsync();
        var model = new WindowModel(20, Window);

        foreach (var (at, cost) in Arrivals(seed, 600, maxCost: 4))
        {
            _now = Start + at;
            if ((await OneAsync(store, new RateCharge(_key + seed, rule, cost, false))).Fits)
                model.Record(at, cost);
        }

        Assert.True(model.Busiest <= 20, $"{model.Busiest} in one window");
        Assert.True(model.Busiest > 15, "the limit was never approached, so nothing was shown");
    }

    [Theory]
    [InlineData(RateAlgorithm.SlidingLog, 6)]
    [InlineData(RateAlgorithm.SlidingCounter, 7)]
    [InlineData(RateAlgorithm.TokenBucket, 8)]
    public async Task Script_AnyAlgorithm_AnswersAsTheLocalArithmetic(RateAlgorithm algorithm, int seed)
    {
        var rule = new RateRule(algorithm, 9, Window, 9, algorithm == RateAlgorithm.TokenBucket ? 2 : 0);
        var store = await StoreAsync();
        var state = new RateState();

        foreach (var (at, cost) in Arrivals(seed, 300, maxCost: 3))
        {
            _now = Start + at;
            var expected = state.Read(rule, cost, _now);
            if (expected.Fits)
                state.Consume(rule, cost, _now);

            Assert.Equal(expected, await OneAsync(store, new RateCharge(_key + seed, rule, cost, false)));
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Concurrency_RandomStartsAndEnds_AnswersAsTheLocalArithmetic(int seed)
    {
        var rule = new RateRule(RateAlgorithm.Concurrency, 4, Window, 4, 0);
        var store = await StoreAsync();
        var state = new RateState();
        var random = new Random(seed);
        List<string> running = [];

        foreach (var (at, _) in Arrivals(seed, 300, maxCost: 1))
        {
            _now = Start + at;
            if (running.Count > 0 && random.Next(3) == 0)
            {
                var over = running[random.Next(running.Count)];
                running.Remove(over);
                state.Release(over);
                await store.GiveBackAsync(_key + seed, over, CancellationToken.None);
            }

            var lease = Guid.CreateVersion7().ToString("N");
            var expected = state.Read(rule, 1, _now);
            Assert.Equal(expected, await OneAsync(store, new RateCharge(_key + seed, rule, 1, false) { Lease = lease }));
            if (!expected.Fits)
                continue;
            state.Consume(rule, 1, _now, lease);
            running.Add(lease);
        }
    }

    [Fact]
    public async Task Forget_FullCounter_AdmitsAgain()
    {
        var charge = new RateCharge(_key + "forget", new RateRule(RateAlgorithm.SlidingLog, 1, Window, 1, 0), 1, false);
        var store = await StoreAsync();
        await store.DecideAsync([charge], CancellationToken.None);

        await store.ForgetAsync(charge.Key, CancellationToken.None);

        Assert.True((await OneAsync(store, charge)).Fits);
    }

    [Fact]
    public async Task Decide_CounterOfAnotherForm_StartsAnew()
    {
        var store = await StoreAsync();
        var redisKey = _key + "other";
        var connection = await redis.NewConnection().ConnectAsync();
        await connection.GetDatabase().StringSetAsync(redisKey, "w 1800000000000 5");

        Assert.True((await OneAsync(store, new RateCharge(redisKey, new RateRule(RateAlgorithm.SlidingCounter, 1, Window, 1, 0), 1, false))).Fits);
    }

    [Fact]
    public async Task SlidingCounter_BurstsOnBothSidesOfAnEdge_AdmitsTheLimitOnce()
    {
        var rule = new RateRule(RateAlgorithm.SlidingCounter, 10, Window, 10, 0);
        var store = await StoreAsync();
        var admitted = 0;
        foreach (var at in Enumerable.Repeat(Window - 1, 10).Concat(Enumerable.Repeat(Window + 1, 10)))
        {
            _now = Start + at;
            admitted += (await OneAsync(store, new RateCharge(_key + "edge", rule, 1, false))).Fits ? 1 : 0;
        }

        Assert.Equal(10, admitted);
    }

    [Fact]
    public async Task Decide_OnePolicyRefuses_NoneIsCharged()
    {
        var store = await StoreAsync();
        var wide = new RateCharge(_key + "wide", new RateRule(RateAlgorithm.SlidingCounter, 10, Window, 10, 0), 1, false);
        var narrow = new RateCharge(_key + "narrow", new RateRule(RateAlgorithm.SlidingLog, 1, Window, 1, 0), 1, false);

        var first = await store.DecideAsync([wide, narrow], CancellationToken.None);
        var second = await store.DecideAsync([wide, narrow], CancellationToken.None);
        var wideAfter = await OneAsync(store, wide with { Cost = 0 });

        Assert.All(first, r => Assert.True(r.Fits));
        Assert.True(second[0].Fits);
        Assert.False(second[1].Fits);
        Assert.Equal(9, wideAfter.Remaining);
    }

    [Fact]
    public async Task Decide_OnlyAShadowRefuses_TheOthersAreCharged()
    {
        var store = await StoreAsync();
        var real = new RateCharge(_key + "real", new RateRule(RateAlgorithm.SlidingLog, 10, Window, 10, 0), 1, false);
        var shadow = new RateCharge(_key + "shadow", new RateRule(RateAlgorithm.SlidingLog, 1, Window, 1, 0), 1, true);

        await store.DecideAsync([real, shadow], CancellationToken.None);
        var second = await store.DecideAsync([real, shadow], CancellationToken.None);

        Assert.False(second[1].Fits);
        Assert.Equal(8, second[0].Remaining);
        Assert.Equal(8, (await OneAsync(store, real with { Cost = 0 })).Remaining);
    }

    [Fact]
    public async Task Refused_AfterTheRetryTime_IsAdmittedAndNotAMillisecondEarlier()
    {
        var rule = new RateRule(RateAlgorithm.SlidingLog, 2, Window, 2, 0);
        var store = await StoreAsync();
        var charge = new RateCharge(_key + "retry", rule, 1, false);
        await store.DecideAsync([charge], CancellationToken.None);
        _now += 100;
        await store.DecideAsync([charge], CancellationToken.None);
        _now += 100;
        var refused = await OneAsync(store, charge);

        _now += refused.RetryMs - 1;
        var early = await OneAsync(store, charge);
        _now += 1;
        var onTime = await OneAsync(store, charge);

        Assert.False(refused.Fits);
        Assert.False(early.Fits);
        Assert.True(onTime.Fits);
    }

    [Fact]
    public async Task ClockSetBack_ByLessThanAWindow_OpensNothingEarly()
    {
        var charge = new RateCharge(_key + "back", new RateRule(RateAlgorithm.SlidingLog, 1, Window, 1, 0), 1, false);
        var store = await StoreAsync();
        await store.DecideAsync([charge], CancellationToken.None);

        _now -= Window / 2;

        Assert.False((await OneAsync(store, charge)).Fits);
    }

    [Fact]
    public async Task Decide_ByRedisOwnClock_CountsAndExpires()
    {
        var connection = redis.NewConnection();
        await connection.ConnectAsync();
        var store = new RedisRateLimitStore(connection, Options.Create(new RateLimitOptions { RedisTimeoutMilliseconds = 10_000 }));
        var charge = new RateCharge(_key + "clock", new RateRule(RateAlgorithm.SlidingCounter, 3, 60_000, 3, 0), 2, false);

        var first = await OneAsync(store, charge);
        var second = await OneAsync(store, charge);
        var life = await (await connection.ConnectAsync()).GetDatabase().KeyTimeToLiveAsync(charge.Key);

        Assert.Equal((true, 1L), (first.Fits, first.Remaining));
        Assert.False(second.Fits);
        Assert.InRange(second.RetryMs, 1, 60_001);
        Assert.InRange(life!.Value.TotalSeconds, 1, 61);
    }

    [Fact]
    public async Task Decide_FromManyConnectionsAtOnce_AdmitsExactlyTheLimit()
    {
        const int Limit = 50;
        var charge = new RateCharge(_key + "race", new RateRule(RateAlgorithm.SlidingCounter, Limit, 600_000, Limit, 0), 1, false);
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StoreAsync()));

        var admitted = await Task.WhenAll(stores.Select(async store =>
        {
            var mine = 0;
            for (var i = 0; i < 40; i++)
                mine += (await OneAsync(store, charge)).Fits ? 1 : 0;
            return mine;
        }));

        Assert.Equal(Limit, admitted.Sum());
    }

    private async Task<RedisRateLimitStore> StoreAsync()
    {
        var connection = redis.NewConnection();
        await connection.ConnectAsync();
        return new RedisRateLimitStore(connection, Options.Create(new RateLimitOptions { RedisTimeoutMilliseconds = 10_000 })) { Clock = () => _now };
    }

    private static async Task<RateReading> OneAsync(RedisRateLimitStore store, RateCharge charge) =>
        (await store.DecideAsync([charge], CancellationToken.None))[0];

    private static IEnumerable<(long At, long Cost)> Arrivals(int seed, int count, int maxCost)
    {
        var random = new Random(seed);
        long at = 0;
        for (var i = 0; i < count; i++)
        {
            // Bursts, trickles and pauses, some exactly at an edge.
            at = random.Next(10) switch
            {
                < 4 => at,
                < 8 => at + random.Next(1, (int)Window / 20),
                8 => (at / Window * Window) + Window,
                _ => at + random.Next((int)Window / 2, 2 * (int)Window),
            };
            yield return (at, random.Next(1, maxCost + 1));
        }
    }
}

public sealed class RateScriptOnGarnetTests(GarnetFixture redis) : RateScriptTests(redis), IClassFixture<GarnetFixture>;

public sealed class RateScriptOnRedisServerTests(RedisServerFixture redis) : RateScriptTests(redis), IClassFixture<RedisServerFixture>;
