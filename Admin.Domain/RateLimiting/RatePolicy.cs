namespace Admin.Domain.RateLimiting;

/// <summary>One policy as it stands in the configuration.</summary>
/// <param name="Description">One English sentence for the docs and the page.</param>
public sealed record RatePolicy(
    string Name,
    long Limit,
    TimeSpan Window,
    RateKey Key,
    RateAlgorithm Algorithm,
    RateFallback OnRedisDown,
    bool Shadow,
    long Burst,
    long Debt,
    string Description)
{
    public const int NameMaxLength = 60;

    public RateRule Rule => new(Algorithm, Limit, (long)Window.TotalMilliseconds, Burst, Debt);

    /// <summary>The policy with an organization's own numbers. The burst keeps its proportion.</summary>
    public RatePolicy With(long limit, TimeSpan window) =>
        this with { Limit = limit, Window = window, Burst = Math.Max(1, (long)Math.Ceiling((double)Burst / Limit * limit)) };
}
