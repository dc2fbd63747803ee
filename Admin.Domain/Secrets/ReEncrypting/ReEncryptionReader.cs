using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>Reads runs for whoever was let in already.</summary>
public sealed class ReEncryptionReader(IAdminDb adminDb)
{
    /// <summary>The newest runs first, without names of people: what is live is the same for every watcher.</summary>
    internal async Task<IReadOnlyList<ReEncryptionView>> NewestAsync(OrganizationId organization, int take, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var rows = await Newest(db).Take(take).ToListAsync(ct);
        return rows.ConvertAll(r => ReEncryptionView.Of(r));
    }

    internal static IQueryable<ReEncryption> Newest(AdminDbContext db) => db.Set<ReEncryption>().AsNoTracking().OrderByDescending(r => r.StartedAt).ThenBy(r => r.Id);
}
