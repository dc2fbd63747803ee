using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Organizations;

/// <summary>How many super admins are inside; who and why is read by <see cref="VisitNotices"/>, because a topic carries no personal data.</summary>
internal sealed class VisitsTopic(IAdminDb adminDb, TimeProvider time) : ILiveTopic
{
    public string Pattern => VisitNotices.LiveTopic;

    public string Permission => Permissions.Audit.Read;

    // Entering and leaving send a note; without one a stay only runs out.
    public TimeSpan RefreshEvery => TimeSpan.FromSeconds(30);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return new OpenVisits(await db.Set<OrganizationVisit>().CountAsync(v => v.EndsAt > now, ct));
    }

    internal sealed record OpenVisits(int Open);
}
