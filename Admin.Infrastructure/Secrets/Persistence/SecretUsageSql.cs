using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Secrets.Persistence;

/// <summary>Adds reads to the rows set-based, so that a read never changes a secret's stamp.</summary>
internal sealed class SecretUsageSql : ISecretUsageStore
{
    public async Task AddAsync(AdminDbContext db, OrganizationId organization, IReadOnlyCollection<SecretUse> uses, CancellationToken ct)
    {
        foreach (var use in uses)
        {
            await db.Set<Secret>()
                .Where(s => s.OrganizationId == organization && s.Id == use.Secret)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(s => s.UsageCount, s => s.UsageCount + use.Count)
                        .SetProperty(s => s.LastUsedAt, s => s.LastUsedAt > use.LastAt ? s.LastUsedAt : use.LastAt),
                    ct);
            await AddReadsAsync(db, organization, use, ct);
        }
    }

    /// <summary>Two nodes that make the same row at once collide at its key: one of them fails, and writes its batch again.</summary>
    private static async Task AddReadsAsync(AdminDbContext db, OrganizationId organization, SecretUse use, CancellationToken ct)
    {
        var (day, kind, reader) = (use.LastAt.Date, use.Reader.Kind, use.Reader.Id);
        var known = await db.Set<SecretRead>()
            .Where(r => r.OrganizationId == organization && r.SecretId == use.Secret && r.Day == day && r.ReaderKind == kind && r.ReaderId == reader)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.Count, r => r.Count + use.Count)
                    .SetProperty(r => r.LastAt, r => r.LastAt > use.LastAt ? r.LastAt : use.LastAt),
                ct);
        // A secret that was purged since has no row to count for.
        if (known == 0 && await db.Set<Secret>().AnyAsync(s => s.OrganizationId == organization && s.Id == use.Secret, ct))
            db.Add(SecretRead.Create(organization, use));
    }
}
