using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting.Watching;

/// <summary>What the limiter did for an organization, or for all, within the last five minutes, on all nodes.</summary>
/// <param name="At">UTC, the end of the last second of the series.</param>
/// <param name="Admitted">Per second, oldest first; <see cref="RateHistory.Seconds"/> of them.</param>
/// <param name="Refused">Per second, oldest first.</param>
/// <param name="Consumers">Who took most, at most 20.</param>
/// <param name="Refusals">Newest first, at most 50; repeated ones of a second are one.</param>
/// <param name="Limited">Counters that refuse now, the longest first.</param>
public sealed record RateActivity(
    DateTime At,
    IReadOnlyList<long> Admitted,
    IReadOnlyList<long> Refused,
    IReadOnlyList<RatePolicyActivity> Policies,
    IReadOnlyList<RateConsumerActivity> Consumers,
    IReadOnlyList<RateRefusal> Refusals,
    IReadOnlyList<RateBlock> Limited);

/// <summary>One policy within the last minute.</summary>
public sealed record RatePolicyActivity(string Policy, long Admitted, long Refused);

/// <summary>One consumer within the last five minutes.</summary>
public sealed record RateConsumerActivity(string Consumer, long Admitted, long Refused);

/// <summary>Refusals of one consumer by one policy within one second.</summary>
public sealed record RateRefusal(DateTime At, OrganizationId Organization, string Policy, string Consumer, long Count);
