using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.RateLimiting;

/// <summary>The limiter as a whole, for super admins outside any organization. What moves is read from this node's memory.</summary>
public sealed class RateLimitPlatform(Access access, RatePolicies policies, RateLimiter limiter, RateLimitReader reader, RateHistory history, IAdminDb adminDb, TimeProvider time)
{
    private static readonly TenantScope Scope = TenantScope.All("super admins see which organizations have their own limits, and who is limited");

    public async Task<Result<RateLimitPlatformOverview>> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Limits, ct) is { Failed: true } refused)
            return refused.Error!;
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var overrides = await db.Set<RateLimitOverride>().AsNoTracking().Where(o => o.ExpiresAt == null || o.ExpiresAt > now).OrderBy(o => o.Policy).Take(200).ToListAsync(ct);
        var names = await db.Set<Organization>().AsNoTracking().Select(o => new { o.Id, o.Name }).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return new RateLimitPlatformOverview(
            limiter.IsDegraded,
            [.. policies.All.Select(reader.Standard)],
            history.ReadAll(),
            [.. overrides.Where(o => policies.Find(o.Policy) is not null).Select(o => Show(o, policies.Get(o.Policy)))],
            names);
    }

    /// <summary>Only what moves; asked once a second by an open page.</summary>
    public async Task<Result<(RateActivity Activity, bool Degraded)>> WatchAsync(Actor actor, CancellationToken ct) =>
        await access.RequirePlatformAsync(actor, Permissions.Platform.Limits, ct) is { Failed: true } refused ? refused.Error! : (history.ReadAll(), limiter.IsDegraded);

    private static RatePlatformOverride Show(RateLimitOverride given, RatePolicy standard) =>
        new(given.OrganizationId, given.Policy, new RateOverrideState(given.Limit, given.WindowSeconds, given.Reason, given.ExpiresAt, standard.Limit, (long)standard.Window.TotalSeconds));
}
