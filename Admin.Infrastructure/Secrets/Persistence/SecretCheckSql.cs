using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Secrets.Persistence;

/// <summary>Keeps outcomes set-based, so that a check never changes a secret's stamp.</summary>
internal sealed class SecretCheckSql : ISecretCheckStore
{
    public Task KeepAsync(AdminDbContext db, OrganizationId organization, SecretId secret, SecretCheckOutcome outcome, DateTime at, CancellationToken ct) =>
        db.Set<Secret>()
            .Where(s => s.OrganizationId == organization && s.Id == secret)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastCheckOutcome, outcome).SetProperty(s => s.LastCheckedAt, at), ct);
}
