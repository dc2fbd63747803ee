using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;

namespace Admin.Domain.RateLimiting;

/// <summary>Reads how all policies stand for an organization: one decision that takes nothing.</summary>
public sealed class RateLimitReader(RatePolicies policies, RateOverrides overrides, RateLimiter limiter, RateHistory history, IEnumerable<IRateBacklog> backlogs, TimeProvider time)
{
    public async Task<RateLimitOverview> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        var standard = policies.All.ToList();
        string[] own = [.. standard.Where(p => p.Key.IsOfOrganization).Select(p => p.Name)];
        var counters = await limiter.PeekAsync(RateRequest.For(organization, own), ct);
        var byName = counters.Policies.ToDictionary(v => v.Policy, StringComparer.Ordinal);
        var given = await overrides.OfAsync(organization, ct);
        var waiting = new Dictionary<string, RateBacklog?>(StringComparer.Ordinal);
        foreach (var backlog in backlogs)
            waiting[backlog.Policy] = await backlog.OfAsync(organization, ct);
        return new RateLimitOverview(
            counters.Degraded,
            [.. standard.Select(p => Show(p, byName.GetValueOrDefault(p.Name), given.FirstOrDefault(o => o.Policy == p.Name)) with { Waiting = waiting.GetValueOrDefault(p.Name) })],
            history.Read(organization));
    }

    /// <summary>A policy as it is for whoever has no override.</summary>
    internal RateLimitState Standard(RatePolicy policy) => Show(policy, null, null);

    private RateLimitState Show(RatePolicy standard, RateVerdict? counter, RateLimitOverride? given)
    {
        var own = given?.IsInForce(time.GetUtcNow().UtcDateTime) == true ? given : null;
        var policy = own is null ? standard : standard.With(own.Limit, own.Window);
        return new RateLimitState(
            policy.Name,
            policy.Description,
            policy.Algorithm,
            policy.Key.Text,
            policy.OnRedisDown,
            policy.Shadow,
            policy.Limit,
            (long)policy.Window.TotalSeconds,
            counter is null ? null : policy.Limit - counter.Remaining,
            counter?.Remaining,
            counter is null ? null : (long)Math.Ceiling(counter.ResetIn.TotalSeconds),
            own is null ? null : new RateOverrideState(own.Limit, own.WindowSeconds, own.Reason, own.ExpiresAt, standard.Limit, (long)standard.Window.TotalSeconds));
    }
}
