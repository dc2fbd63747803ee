using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>Secrets that services read again and again, as they are stored: encrypted. A change made elsewhere is seen within a second.</summary>
public sealed class HotSecrets(IAdminDb adminDb, SecretFinder finder, TimeProvider time) : IDisposable
{
    private const long MaxBytes = 32 * 1024 * 1024;
    private const int RowBytes = 2048;

    private readonly BriefMemory<(OrganizationId, SecretId), FoundSecret> _kept = new(adminDb, time, MaxBytes);

    /// <summary>The secret with its current version, for reading only; null when there is none.</summary>
    internal Task<FoundSecret?> FindAsync(OrganizationId organization, SecretId id, CancellationToken ct) => _kept.GetAsync(
        (organization, id),
        async () =>
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            return await finder.FindAsync(db, id, SecretWanted.Current, time.GetUtcNow().UtcDateTime, ct);
        },
        found => RowBytes + (found.Version?.Ciphertext.Length ?? 0));

    public void Dispose() => _kept.Dispose();
}
