namespace Admin.Domain.RateLimiting;

/// <summary>What was decided, with every policy's numbers after it.</summary>
/// <param name="Refused">The policy that refused and takes longest to admit again.</param>
/// <param name="RetryAfter">Zero when admitted.</param>
/// <param name="Degraded">Decided by this node alone, because Redis is away.</param>
public sealed record RateDecision(bool Allowed, IReadOnlyList<RateVerdict> Policies, RateVerdict? Refused, TimeSpan RetryAfter, bool Degraded)
{
    /// <summary>The policy closest to its end; what a caller should look at.</summary>
    public RateVerdict? Closest => Refused ?? Policies.Where(p => !p.Shadow).MinBy(p => (double)p.Remaining / p.Limit);
}

/// <summary>One counter of a decision.</summary>
/// <param name="ResetIn">Until the whole limit is available again.</param>
/// <param name="RetryIn">Until the same cost would be admitted.</param>
public sealed record RateVerdict(string Policy, bool Allowed, bool Shadow, long Limit, TimeSpan Window, long Remaining, TimeSpan ResetIn, TimeSpan RetryIn);

/// <summary>What another part of the platform took.</summary>
/// <param name="Lease">To be given back, where the policy limits how many run at the same time.</param>
public sealed record RateAcquired(RateDecision Decision, string? Lease);
