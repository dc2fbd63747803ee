namespace Admin.Domain.RateLimiting;

/// <summary>What a policy's numbers become while this node decides alone.</summary>
internal static class RateFallbacks
{
    private const int GuardFactor = 10;
    private const long WaitMs = 1000;

    public static RateRule Rule(RatePolicy policy) => policy.OnRedisDown switch
    {
        RateFallback.LocalStrict => Scaled(policy.Rule, n => Math.Max(1, (n + 1) / 2)),
        RateFallback.Local or RateFallback.Wait => policy.Rule,
        RateFallback.OpenWithLocalGuard => Scaled(policy.Rule, n => n * GuardFactor),
    };

    /// <summary>Nothing is admitted until Redis is back; worth asking again in a second.</summary>
    public static RateReading Waiting(Planned planned) => planned.Policy.OnRedisDown == RateFallback.Wait
        ? new RateReading(planned.Charge.Cost == 0, 0, WaitMs, WaitMs)
        : new RateReading(true, planned.Policy.Limit, 0, 0);

    private static RateRule Scaled(RateRule rule, Func<long, long> scale) => rule with { Limit = scale(rule.Limit), Burst = scale(rule.Burst) };
}
