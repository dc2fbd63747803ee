using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting;

/// <summary>What waits for a policy instead of being refused by it.</summary>
public interface IRateBacklog
{
    string Policy { get; }

    /// <summary>Null when nothing of the organization waits.</summary>
    Task<RateBacklog?> OfAsync(OrganizationId organization, CancellationToken ct);
}

/// <param name="Since">UTC; since when the oldest waits.</param>
public sealed record RateBacklog(int Count, DateTime Since);
