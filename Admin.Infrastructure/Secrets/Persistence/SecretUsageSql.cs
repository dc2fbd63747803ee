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
        }
    }
}
