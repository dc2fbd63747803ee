using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>
/// Finds a secret with the version that is to be read, in one statement, so that a rotation in between cannot part the two.
/// The queries are compiled once per instance: services read values thousands of times a second.
/// </summary>
public sealed class SecretFinder
{
    private readonly Func<AdminDbContext, SecretId, CancellationToken, Task<FoundSecret?>> _current = EF.CompileAsyncQuery(
        (AdminDbContext db, SecretId id, CancellationToken ct) => (
            from secret in db.Set<Secret>().AsNoTracking().Where(s => s.Id == id && s.DeletedKey == Guid.Empty)
            join version in db.Set<SecretVersion>().AsNoTracking().Where(v => v.State == SecretVersionState.Current) on secret.Id equals version.SecretId into versions
            from version in versions.DefaultIfEmpty()
            select new FoundSecret(secret, version)).FirstOrDefault());

    private readonly Func<AdminDbContext, SecretId, DateTime, CancellationToken, Task<FoundSecret?>> _previous = EF.CompileAsyncQuery(
        (AdminDbContext db, SecretId id, DateTime now, CancellationToken ct) => (
            from secret in db.Set<Secret>().AsNoTracking().Where(s => s.Id == id && s.DeletedKey == Guid.Empty)
            join version in db.Set<SecretVersion>().AsNoTracking().Where(v => v.State == SecretVersionState.Previous && v.ReadableUntil > now) on secret.Id equals version.SecretId into versions
            from version in versions.DefaultIfEmpty()
            select new FoundSecret(secret, version)).FirstOrDefault());

    /// <summary>Null when there is no such secret, or it is deleted.</summary>
    internal Task<FoundSecret?> FindAsync(AdminDbContext db, SecretId id, SecretWanted which, DateTime now, CancellationToken ct) => which switch
    {
        SecretWanted.Current => _current(db, id, ct),
        SecretWanted.Previous => _previous(db, id, now, ct),
    };
}

/// <param name="Version">Null where the secret has none of the kind that is wanted.</param>
internal sealed record FoundSecret(Secret Secret, SecretVersion? Version);
