using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Tests.Domain.Live;
using Admin.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.RateLimiting;

/// <summary>What watching costs.</summary>
public sealed class RateLimitsTopicTests
{
    private const int Seconds = 5;

    [Fact]
    public async Task Watch_TwoHundredDashboards_CostRedisWhatOneCosts() =>
        Assert.InRange(await CallsAsync(200), Seconds, (2 * Seconds) + 1);

    private static async Task<int> CallsAsync(int dashboards)
    {
        var time = new FakeTimeProvider(Times.Start);
        await using var db = await TestDb.CreateAsync();
        using var overrides = new RateOverrides(db.Db, time);
        using var policies = new RatePolicies(new FixedOptions<RateLimitOptions>(new RateLimitOptions()), NullLogger<RatePolicies>.Instance);
        using var history = new RateHistory(new OneNodeSamples(), time);
        using var access = new Access(new AccessReader(db.Db, time, Options.Create(new AccessOptions())), db.Db, time);
        var (store, channel) = (new FakeStore(time), new LocalChannel());
        using var meter = new RateMeter();
        using var limiter = new RateLimiter(policies, overrides, store, new RateBreaker(time), meter, new RateTallies(time), channel, Options.Create(new RateLimitOptions()), time, NullLogger<RateLimiter>.Instance);
        using var broker = new LiveBroker([new RateLimitsTopic(new RateLimitReader(policies, overrides, limiter, history, [], time))], channel, access, time, NullLogger<LiveBroker>.Instance);
        var actor = Actor.System(OrganizationId.New(), "test");
        for (var i = 0; i < dashboards; i++)
            Assert.False((await broker.WatchAsync(actor, RateLimitService.LiveTopic, () => Task.CompletedTask, CancellationToken.None)).Failed);

        for (var second = 0; second < Seconds; second++)
        {
            var before = store.Calls;
            time.Advance(TimeSpan.FromSeconds(1));
            await WaitAsync(() => store.Calls > before);
        }

        return store.Calls;
    }

    // A read runs on another thread; it is a matter of milliseconds, never of the test's clock.
    private static async Task WaitAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
