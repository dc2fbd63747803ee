using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.RateLimiting;

/// <summary>The live topic: sampled once a second for all watchers of an organization together, and not at all while nobody watches.</summary>
internal sealed class RateLimitsTopic(RateLimitReader reader) : ILiveTopic
{
    public string Pattern => RateLimitService.LiveTopic;

    public string Permission => Permissions.RateLimits.Watch;

    public TimeSpan RefreshEvery => TimeSpan.FromSeconds(1);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) => await reader.ReadAsync(organization, ct);
}
