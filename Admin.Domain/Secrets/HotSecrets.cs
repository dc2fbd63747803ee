using Admin.Domain.Organizations;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Secrets;

/// <summary>
/// Secrets that services read again and again, as they are stored: encrypted. One is kept for a second at most and until this node
/// writes anything, so a change made here is seen at once and one made elsewhere within that second.
/// </summary>
public sealed class HotSecrets(IAdminDb adminDb, SecretFinder finder, TimeProvider time) : IDisposable
{
    private const long MaxBytes = 32 * 1024 * 1024;
    private const int RowBytes = 2048;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>The secret with its current version, for reading only; null when there is none.</summary>
    internal async Task<FoundSecret?> FindAsync(OrganizationId organization, SecretId id, CancellationToken ct)
    {
        var (writes, now) = (adminDb.Writes, time.GetUtcNow().UtcDateTime);
        if (_kept.TryGetValue((organization, id), out Kept? kept) && kept!.Writes == writes && now - kept.ReadAt < KeptFor)
            return kept.Found;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var found = await finder.FindAsync(db, id, SecretWanted.Current, now, ct);
        if (found is not null)
        {
            _kept.Set((organization, id), new Kept(found, writes, now), new MemoryCacheEntryOptions
            {
                Size = RowBytes + (found.Version?.Ciphertext.Length ?? 0),
                AbsoluteExpirationRelativeToNow = KeptFor,
            });
        }

        return found;
    }

    public void Dispose() => _kept.Dispose();

    private sealed record Kept(FoundSecret Found, long Writes, DateTime ReadAt);
}
