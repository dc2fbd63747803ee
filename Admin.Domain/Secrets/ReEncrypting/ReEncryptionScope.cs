using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>Which versions a run is about, and the key that they shall be under.</summary>
/// <param name="FromProvider">Only versions of this provider; null: of every one.</param>
/// <param name="Secrets">Only versions of these; empty: of all.</param>
public sealed record ReEncryptionScope(string Provider, string KeyId, string? FromProvider, IReadOnlyList<SecretId> Secrets)
{
    /// <summary>The versions that are not under the wanted key yet. A destroyed one has no value that could be moved.</summary>
    internal IQueryable<SecretVersion> Left(AdminDbContext db)
    {
        var (provider, key) = (Provider, KeyId);
        var left = db.Set<SecretVersion>().AsNoTracking().Where(v => v.State != SecretVersionState.Destroyed && !(v.Provider == provider && v.KeyId == key));
        if (FromProvider is { } from)
            left = left.Where(v => v.Provider == from);
        var secrets = Secrets;
        return secrets.Count == 0 ? left : left.Where(v => EF.Parameter(secrets).Contains(v.SecretId));
    }

    /// <summary>The same without what this very run could not read.</summary>
    internal IQueryable<SecretVersion> Left(AdminDbContext db, ReEncryptionId run) =>
        Left(db).Where(v => !db.Set<ReEncryptionFailure>().Any(f => f.OrganizationId == v.OrganizationId && f.ReEncryptionId == run && f.SecretId == v.SecretId && f.Number == v.Number));
}
