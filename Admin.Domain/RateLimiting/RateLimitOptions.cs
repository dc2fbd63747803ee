namespace Admin.Domain.RateLimiting;

/// <summary>Section <c>RateLimits</c>. What is not given keeps its default (<see cref="RatePolicyDefaults"/>).</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>How long a decision waits for Redis before this node decides alone.</summary>
    public int RedisTimeoutMilliseconds { get; set; } = 100;

    /// <summary>How many counters this node keeps per policy while Redis is away; whatever is beyond shares one.</summary>
    public int LocalCountersPerPolicy { get; set; } = 10_000;

    public Dictionary<string, RatePolicyOptions> Policies { get; } = new(StringComparer.Ordinal);
}

/// <summary>One policy as configured; null keeps the default. A policy without a default needs Limit, WindowSeconds and Key.</summary>
public sealed class RatePolicyOptions
{
    public long? Limit { get; set; }

    public long? WindowSeconds { get; set; }

    /// <summary>How much of the limit one request takes; 1 unless given. Divides the limit, the burst and the debt evenly, so that whole requests fit.</summary>
    public long? Cost { get; set; }

    /// <summary>See <see cref="RateKey"/>: <c>organization</c>, <c>ip,account</c>, <c>organization|ip</c>, <c>organization+number</c>…</summary>
    public string? Key { get; set; }

    /// <summary><c>sliding_log</c>, <c>sliding_counter</c>, <c>token_bucket</c> or <c>concurrency</c> (the window is how long a lease lasts at most).</summary>
    public string? Algorithm { get; set; }

    /// <summary><c>local_strict</c>, <c>local</c>, <c>open_with_local_guard</c> or <c>wait</c>.</summary>
    public string? OnRedisDown { get; set; }

    /// <summary>Count, but do not refuse.</summary>
    public bool? Shadow { get; set; }

    /// <summary>Token bucket: how many can be saved up; the limit unless given.</summary>
    public long? Burst { get; set; }

    /// <summary>Token bucket: how many can be taken ahead; none unless given.</summary>
    public long? Debt { get; set; }

    public string? Description { get; set; }
}
