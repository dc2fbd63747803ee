namespace Admin.Domain.RateLimiting;

public enum RateAlgorithm
{
    /// <summary>Remembers every admission: exact, memory grows with the limit. For small limits.</summary>
    SlidingLog,

    /// <summary>Remembers admissions in sixtieths of the window. Never admits more than the limit in any window; may release up to a sixtieth late.</summary>
    SlidingCounter,

    /// <summary>A steady rate with a burst, and with debt that is paid back by waiting.</summary>
    TokenBucket,

    /// <summary>How many may run at the same time. Each takes a lease and gives it back; one that is never given back ends with the window.</summary>
    Concurrency,
}

/// <summary>Who decides while Redis is away. Each node then decides alone.</summary>
public enum RateFallback
{
    /// <summary>This node, at half the limit: other nodes may be admitting too.</summary>
    LocalStrict,

    /// <summary>This node, at the same limit.</summary>
    Local,

    /// <summary>Admitted, up to ten times the limit on this node.</summary>
    OpenWithLocalGuard,

    /// <summary>Nobody: the caller waits for Redis, because exceeding would cost more than waiting.</summary>
    Wait,
}

/// <summary>What of a request a counter can be keyed by.</summary>
public enum RateKeyPart
{
    Organization,
    Person,
    Account,
    Ip,
    Number,

    /// <summary>Whom a message goes to; with <see cref="Number"/> the pair that WhatsApp limits.</summary>
    Recipient,
    Campaign,
    Route,
    Token,
}
