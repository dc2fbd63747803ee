using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting.Watching;

/// <summary>What one node decided within about a second, for the live view of all nodes.</summary>
public sealed record RateSample(DateTime At, IReadOnlyList<RateTally> Tallies, IReadOnlyList<RateBlock> Blocks);

/// <summary>What one consumer took from one policy, by cost.</summary>
/// <param name="Policy">Empty for the requests as a whole, whichever policies they met.</param>
/// <param name="Organization"><see cref="OrganizationId.Platform"/> for callers of no organization.</param>
/// <param name="Consumer">See <see cref="RateConsumer"/>.</param>
/// <param name="Refused">Refused, or with a shadow policy what would have been.</param>
public sealed record RateTally(OrganizationId Organization, string Policy, string Consumer, long Admitted, long Refused);

/// <summary>A counter that refuses now.</summary>
/// <param name="Counter">What comes after the policy in its key; empty for the organization's budget as a whole.</param>
/// <param name="Until">When it admits again if nothing is released.</param>
public sealed record RateBlock(OrganizationId Organization, string Policy, string Counter, string Consumer, DateTime Until);
