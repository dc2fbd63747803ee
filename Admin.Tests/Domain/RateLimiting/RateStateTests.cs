using Admin.Domain.RateLimiting;

namespace Admin.Tests.Domain.RateLimiting;

public sealed class RateStateTests
{
    private const long Window = 60_000;

    [Theory]
    [InlineData(RateAlgorithm.SlidingLog)]
    [InlineData(RateAlgorithm.SlidingCounter)]
    public void Window_RandomArrivals_NeverAdmitsMoreThanTheLimit(RateAlgorithm algorithm)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var rule = new RateRule(algorithm, random.Next(1, 30), Window, 0, 0);
            var model = new WindowModel(rule.Limit, Window);
            var state = new RateState();
            long now = 0;
            for (var i = 0; i < 300; i++)
            {
                now += random.Next(3) == 0 ? random.Next((int)Window) : random.Next(200);
                var cost = random.Next(1, (int)Math.Min(4, rule.Limit) + 1);
                if (!state.Read(rule, cost, now).Fits)
                    continue;
                state.Consume(rule, cost, now);
                model.Record(now, cost);
            }

            Assert.True(model.Busiest <= rule.Limit, $"seed {seed}: {model.Busiest} of {rule.Limit}");
        }
    }

    [Fact]
    public void SlidingCounter_UnderSteadyPressure_AdmitsAlmostTheLimit()
    {
        var rule = new RateRule(RateAlgorithm.SlidingCounter, 1000, Window, 0, 0);
        var state = new RateState();
        var admitted = 0;
        for (long now = 0; now < 10 * Window; now += 20)
        {
            if (!state.Read(rule, 1, now).Fits)
                continue;
            state.Consume(rule, 1, now);
            admitted++;
        }

        Assert.InRange(admitted, 9_700, 10_000);
    }

    [Fact]
    public void Concurrency_RandomStartsAndEnds_NeverRunsMoreThanTheLimit()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var rule = new RateRule(RateAlgorithm.Concurrency, random.Next(1, 6), Window, 0, 0);
            var state = new RateState();
            Dictionary<string, long> running = [];
            long now = 0;
            for (var i = 0; i < 400; i++)
            {
                now += random.Next(5) == 0 ? random.Next((int)Window) : random.Next(500);
                foreach (var ended in running.Where(r => r.Value + Window < now || random.Next(6) == 0).Select(r => r.Key).ToList())
                {
                    running.Remove(ended);
                    state.Release(ended);
                }

                Assert.Equal(running.Count < rule.Limit, state.Read(rule, 1, now).Fits);
                if (running.Count >= rule.Limit)
                    continue;
                state.Consume(rule, 1, now, $"{i}");
                running.Add($"{i}", now);
            }
        }
    }

    [Fact]
    public void TokenBucket_Idle_SavesUpNoMoreThanTheBurst()
    {
        var rule = new RateRule(RateAlgorithm.TokenBucket, 80, 1000, 100, 0);
        var state = new RateState();
        state.Consume(rule, 100, 0);

        Assert.False(state.Read(rule, 1, 12).Fits);
        Assert.True(state.Read(rule, 1, 13).Fits);
        Assert.Equal(100, state.Read(rule, 0, 1_000_000).Remaining);
    }

    [Fact]
    public void TokenBucket_Debt_IsPaidBackByWaiting()
    {
        // One in six seconds, with ten that can be taken ahead.
        var rule = new RateRule(RateAlgorithm.TokenBucket, 1, 6000, 1, 10);
        var state = new RateState();
        for (var i = 0; i < 11; i++)
        {
            Assert.True(state.Read(rule, 1, 0).Fits);
            state.Consume(rule, 1, 0);
        }

        var refused = state.Read(rule, 1, 0);

        Assert.False(refused.Fits);
        Assert.Equal(6000, refused.RetryMs);
        Assert.True(state.Read(rule, 1, 6000).Fits);
    }
}
