using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.RateLimiting;

/// <summary>What people and other services do with rate limits: look at them, take from them, and (super admins) change an organization's own.</summary>
public sealed class RateLimitService(
    Access access, RatePolicies policies, RateLimiter limiter, RateLimitReader reader, IAdminDb adminDb, AuditLog audit, ILiveChannel channel, TimeProvider time)
{
    public const string LiveTopic = "rate-limits";

    public async Task<Result<RateLimitOverview>> ListAsync(Actor actor, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Watch, ct);
        return organization.Failed ? organization.Error : await reader.ReadAsync(organization.Value, ct);
    }

    /// <summary>Takes from a budget of the organization on behalf of another part of the platform. A refusal is a value, not an error: it carries the numbers.</summary>
    public async Task<Result<RateAcquired>> AcquireAsync(Actor actor, string policy, long cost, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Acquire, ct);
        if (organization.Failed)
            return organization.Error;
        var found = FindOfOrganization(policy);
        if (found.Failed)
            return found.Error;
        var max = (await limiter.PolicyOfAsync(organization.Value, policy, ct)).Rule.MaxCost;
        if (cost < 1 || cost > max)
            return RateErrors.CostInvalid(max);
        // Not disposed: the caller gives it back by its name.
        var lease = await limiter.LeaseAsync(RateRequest.For(actor, policy) with { Cost = cost }, ct);
        return new RateAcquired(lease.Decision, lease.Decision.Allowed && found.Value.Algorithm == RateAlgorithm.Concurrency ? lease.Name : null);
    }

    /// <summary>Gives back what <see cref="AcquireAsync"/> took of a policy that limits how many run at the same time.</summary>
    public async Task<Result> GiveBackAsync(Actor actor, string policy, string lease, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Acquire, ct);
        if (organization.Failed)
            return organization.Error;
        var found = FindOfOrganization(policy);
        if (found.Failed)
            return found.Error;
        if (found.Value.Algorithm != RateAlgorithm.Concurrency)
            return RateErrors.NoLeases;
        if (!Guid.TryParseExact(lease, "N", out var name))
            return RateErrors.LeaseInvalid;
        await limiter.GiveBackAsync(RateRequest.For(organization.Value, policy), name.ToString("N"), ct);
        return Result.Ok;
    }

    /// <summary>Gives the organization its own numbers, in place of those it may have.</summary>
    public async Task<Result<RateLimitState>> SetOverrideAsync(Actor actor, string policy, RateOverrideInput input, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Change, ct);
        if (organization.Failed)
            return organization.Error;
        var found = FindOfOrganization(policy);
        if (found.Failed)
            return found.Error;
        var reason = (input.Reason ?? actor.Reason)?.Trim();
        var window = input.WindowSeconds ?? (long)found.Value.Window.TotalSeconds;
        if (RateOverrideRules.Fault(found.Value, input, window, reason, time.GetUtcNow().UtcDateTime) is { } fault)
            return fault;

        await SaveAsync(actor, organization.Value, new(policy, input.Limit, window, reason!, input.ExpiresAt), ct);
        Announce(organization.Value);
        return (await reader.ReadAsync(organization.Value, ct)).Policies.First(p => p.Name == policy);
    }

    public async Task<Result> RemoveOverrideAsync(Actor actor, string policy, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Change, ct);
        if (organization.Failed)
            return organization.Error;
        if (policies.Find(policy) is null)
            return RateErrors.PolicyNotFound;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<RateLimitOverride>().FirstOrDefaultAsync(o => o.Policy == policy, ct) is not { } existing)
            return RateErrors.OverrideNotFound;
        db.Remove(existing);
        await audit.AppendAsync(db, actor, new AuditAct("rate_limit.override_removed", "rate_limit", policy), ct);
        await write.CommitAsync(ct);
        Announce(organization.Value);
        return Result.Ok;
    }

    private Result<RatePolicy> FindOfOrganization(string name)
    {
        if (policies.Find(name) is not { } policy)
            return RateErrors.PolicyNotFound;
        return policy.Key.IsOfOrganization ? policy : RateErrors.PolicyNotOfOrganization;
    }

    private async Task SaveAsync(Actor actor, OrganizationId organization, NewOverride made, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var window = TimeSpan.FromSeconds(made.WindowSeconds);
        var existing = await db.Set<RateLimitOverride>().FirstOrDefaultAsync(o => o.Policy == made.Policy, ct);
        if (existing is null)
            db.Add(RateLimitOverride.Create(organization, made.Policy, made.Limit, window, made.Reason, made.ExpiresAt, time.GetUtcNow().UtcDateTime));
        else
            existing.Change(made.Limit, window, made.Reason, made.ExpiresAt);
        await audit.AppendAsync(db, actor, made.Act, ct);
        await write.CommitAsync(ct);
    }

    // After the commit: every node forgets the old numbers and which counters were full under them.
    private void Announce(OrganizationId organization)
    {
        channel.Publish(new LiveNote(RateLimiter.ForgetTopic, organization));
        channel.Publish(new LiveNote(LiveTopic, organization));
    }
}
