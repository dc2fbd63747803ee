using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Auditing;

/// <summary>A few entries, to tell at start whether the key at hand is theirs.</summary>
public sealed class AuditSamples(IAdminDb adminDb, IAuditSeal seal)
{
    private const int Chains = 3;

    private static readonly TenantScope Scope = TenantScope.All("whether the audit key made the entries that are there");

    public async Task<bool> ExistAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<AuditEntry>().AnyAsync(ct);
    }

    /// <summary>Whether at least one was sealed with this key, or there are none. One changed row must not speak for all.</summary>
    public async Task<bool> FitAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var entries = db.Set<AuditEntry>().AsNoTracking();
        var any = false;
        foreach (var head in await db.Set<AuditHead>().AsNoTracking().OrderByDescending(h => h.Sequence).Take(Chains).ToListAsync(ct))
        {
            var ends = await entries.Where(e => e.OrganizationId == head.OrganizationId && (e.Sequence == 1 || e.Sequence == head.Sequence)).ToListAsync(ct);
            if (ends.Exists(e => AuditChain.SealOf(e, seal) == e.Seal))
                return true;
            any |= ends.Count > 0;
        }

        return !any;
    }
}
