namespace Admin.Domain.RateLimiting;

/// <summary>The arithmetic of one counter, in whole milliseconds so that every implementation agrees to the last digit.</summary>
/// <param name="Burst">Token bucket: how many can be saved up.</param>
/// <param name="Debt">Token bucket: how far below nothing it may go.</param>
public sealed record RateRule(RateAlgorithm Algorithm, long Limit, long WindowMs, long Burst, long Debt)
{
    /// <summary>Into how many parts a sliding counter divides its window.</summary>
    public const int Slots = 60;

    /// <summary>Admissions within one slot share an entry, which leaves when the last of them is a window old.</summary>
    public long SlotMs => Algorithm == RateAlgorithm.SlidingCounter ? Math.Max(1, WindowMs / Slots) : 1;

    /// <summary>More than this can never be admitted at once.</summary>
    public long MaxCost => Algorithm switch
    {
        RateAlgorithm.TokenBucket => Burst + Debt,
        RateAlgorithm.Concurrency => 1,
        _ => Limit,
    };
}

/// <summary>How one counter stands after a decision.</summary>
/// <param name="Fits">Whether this counter admits the cost; the request is admitted only when all do.</param>
/// <param name="RetryMs">How long until the same cost fits; 0 when it does.</param>
/// <param name="ResetMs">How long until the counter is empty again.</param>
public sealed record RateReading(bool Fits, long Remaining, long RetryMs, long ResetMs);

/// <summary>One counter that a request is charged to.</summary>
/// <param name="Cost">0 only looks.</param>
/// <param name="Shadow">Counted, but never a reason to refuse.</param>
public sealed record RateCharge(string Key, RateRule Rule, long Cost, bool Shadow)
{
    /// <summary>Concurrency: the name of the lease that is taken, 32 hexadecimal digits.</summary>
    public string Lease { get; init; } = "";
}
