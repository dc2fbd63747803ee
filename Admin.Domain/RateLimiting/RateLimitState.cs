using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;

namespace Admin.Domain.RateLimiting;

/// <summary>All policies as they stand for one organization.</summary>
/// <param name="Degraded">Redis is away; the numbers are this node's own.</param>
/// <param name="Activity">What was decided lately, on all nodes.</param>
public sealed record RateLimitOverview(bool Degraded, IReadOnlyList<RateLimitState> Policies, RateActivity Activity);

/// <summary>The limiter as a whole, for super admins.</summary>
/// <param name="Policies">As they are for whoever has no override.</param>
/// <param name="Overrides">Of all organizations, those in force.</param>
/// <param name="Names">Of the organizations that are named by their id.</param>
public sealed record RateLimitPlatformOverview(
    bool Degraded,
    IReadOnlyList<RateLimitState> Policies,
    RateActivity Activity,
    IReadOnlyList<RatePlatformOverride> Overrides,
    IReadOnlyDictionary<OrganizationId, string> Names);

/// <summary>One organization's own numbers for a policy.</summary>
public sealed record RatePlatformOverride(OrganizationId Organization, string Policy, RateOverrideState Override);

/// <summary>One policy as it stands for one organization.</summary>
/// <param name="Key">What it counts by.</param>
/// <param name="Used">Null where the policy is not the organization's as a whole (by person, address, token or number).</param>
/// <param name="ResetSeconds">Until nothing is used any more.</param>
/// <param name="Waiting">What waits instead of being refused; null when nothing does.</param>
public sealed record RateLimitState(
    string Name,
    string Description,
    RateAlgorithm Algorithm,
    string Key,
    RateFallback OnRedisDown,
    bool Shadow,
    long Limit,
    long WindowSeconds,
    long? Used,
    long? Remaining,
    long? ResetSeconds,
    RateOverrideState? Override,
    RateBacklog? Waiting = null);

/// <summary>An organization's own numbers for a policy.</summary>
/// <param name="StandardLimit">What holds for everybody else.</param>
public sealed record RateOverrideState(long Limit, long WindowSeconds, string Reason, DateTime? ExpiresAt, long StandardLimit, long StandardWindowSeconds);
