using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.RateLimiting;

/// <summary>The organizations' own numbers, read through a short cache; the cache is cleared on every node when one changes.</summary>
public sealed class RateOverrides(IAdminDb adminDb, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(10);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The policy as it stands for the organization.</summary>
    public async Task<RatePolicy> ApplyAsync(OrganizationId organization, RatePolicy policy, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var own = (await OfAsync(organization, ct)).FirstOrDefault(o => o.Policy == policy.Name && o.IsInForce(now));
        return own is null ? policy : policy.With(own.Limit, own.Window);
    }

    /// <summary>All overrides of the organization, expired ones included.</summary>
    public async Task<IReadOnlyList<RateLimitOverride>> OfAsync(OrganizationId organization, CancellationToken ct)
    {
        if (_cache.TryGetValue(organization, out IReadOnlyList<RateLimitOverride>? known))
            return known!;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var own = await db.Set<RateLimitOverride>().AsNoTracking().ToListAsync(ct);
        return _cache.Set(organization, own, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CacheFor });
    }

    public void Forget(OrganizationId organization) => _cache.Remove(organization);

    public void Dispose() => _cache.Dispose();
}
