using System.Text.RegularExpressions;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;

namespace Admin.Domain.RateLimiting;

/// <summary>Lets somebody who is limited go on at once, on every node; by super admins, audited.</summary>
public sealed partial class RateReleases(Access access, RatePolicies policies, RateLimiter limiter, RateHistory history, IAdminDb adminDb, AuditLog audit, ILiveChannel channel)
{
    /// <summary>Empties a counter of the organization that the actor visits.</summary>
    /// <param name="counter">As <see cref="RateBlock.Counter"/> has it.</param>
    public async Task<Result> ReleaseAsync(Actor actor, string policy, string counter, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Change, ct);
        return organization.Failed ? organization.Error : await ReleaseAsync(actor, organization.Value, policy, counter, ct);
    }

    /// <summary>Empties a counter of any organization, or (<see cref="OrganizationId.Platform"/>) of callers of none, without a visit.</summary>
    public async Task<Result> ReleaseAnyAsync(Actor actor, OrganizationId organization, string policy, string counter, CancellationToken ct) =>
        await access.RequirePlatformAsync(actor, Permissions.Platform.Limits, ct) is { Failed: true } refused
            ? refused
            : await ReleaseAsync(actor with { Organization = null }, organization, policy, counter, ct);

    private async Task<Result> ReleaseAsync(Actor actor, OrganizationId organization, string policy, string counter, CancellationToken ct)
    {
        if (policies.Find(policy) is null)
            return RateErrors.PolicyNotFound;
        if (!CounterPattern().IsMatch(counter))
            return RateErrors.CounterInvalid;
        // The entry first: nobody is let go on without one.
        await using (var db = await adminDb.OpenAsync(organization == OrganizationId.Platform ? TenantScope.All("the platform's own audit chain belongs to no organization") : TenantScope.For(organization), ct))
        await using (var write = await db.BeginWriteAsync(ct))
        {
            await audit.AppendAsync(db, actor, Act(policy, counter), ct);
            await write.CommitAsync(ct);
        }

        try
        {
            await limiter.ReleaseAsync(organization, policy, counter, ct);
        }
        catch (RateStoreUnavailableException)
        {
            return RateErrors.StoreAway;
        }

        history.Release(organization, policy, counter);
        channel.Publish(new LiveNote(RateLimitService.LiveTopic, organization));
        return Result.Ok;
    }

    private static AuditAct Act(string policy, string counter) =>
        new("rate_limit.released", "rate_limit", policy, Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["counter"] = counter.Length == 0 ? "organization" : counter });

    // No brace: it would lead to another organization's hash tag.
    [GeneratedRegex(@"^([a-z]+=[^{}\s]{1,200})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CounterPattern();
}
