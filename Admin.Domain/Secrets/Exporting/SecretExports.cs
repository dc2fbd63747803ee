using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets.Exporting;

/// <summary>
/// Hands out lists of secrets: names to whoever may see them, values to a person as a reveal of each. Restricted ones are named as
/// left out, never carried.
/// </summary>
public sealed class SecretExports(IAdminDb adminDb, Access access, AuditLog audit, RateLimiter limiter, SecretService secrets, TimeProvider time)
{
    /// <summary>Values in one export.</summary>
    public const int MaxValues = 500;

    public const int MaxBytes = 16 * 1024 * 1024;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Everything but the values; that it was exported is on record.</summary>
    public async Task<Result<IReadOnlyList<SecretListing>>> NamesAsync(Actor actor, SecretSelection selection, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (SecretService.Refusal(allowed, selection.Fault()) is { } refusal)
            return refusal;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var found = await selection.Of(db, Now).OrderBy(s => s.NormalizedName).ThenBy(s => s.ScopeKey).ToListAsync(ct);
        if (found.Count == 0)
            return SecretExportErrors.NothingMatches;
        var owners = await PeopleNames.OfAsync(db, found.Where(s => s.OwnerId is not null).Select(s => s.OwnerId!.Value.ToString()), ct);
        var chatbots = await db.Set<Chatbot>().ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, actor, SecretActs.Listed(found.Count), ct);
        await write.CommitAsync(ct);
        return found.ConvertAll(s => new SecretListing(
            SecretView.Of(s),
            s.ChatbotId is { } chatbot ? chatbots.GetValueOrDefault(chatbot) : null,
            s.OwnerId is { } owner ? owners.GetValueOrDefault(owner.ToString()) : null));
    }

    /// <summary>
    /// The values, for a person with a reason who has just confirmed who they are. It costs as many reveals as it has values, up to
    /// half of what the person has in an hour; each secret's entry stands before any value leaves.
    /// </summary>
    public async Task<Result<SecretValueExport>> ValuesAsync(Actor actor, SecretSelection selection, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Reveal, ct);
        if (SecretService.Refusal(allowed, selection.Fault()) is { } refusal)
            return refusal;
        if (await secrets.PersonalRefusalAsync(actor, ct) is { } unconfirmed)
            return unconfirmed;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var found = await selection.Of(db, Now)
            .OrderBy(s => s.NormalizedName).ThenBy(s => s.ScopeKey)
            .Select(s => new { s.Id, s.Name, s.Visibility })
            .ToListAsync(ct);
        if (found.Count == 0)
            return SecretExportErrors.NothingMatches;
        var open = found.Where(s => s.Visibility == SecretVisibility.Masked).Select(s => s.Id).ToList();
        if (open.Count > MaxValues)
            return SecretExportErrors.TooMany(open.Count);
        if (open.Count > 0 && await ChargeAsync(actor, allowed.Value, open.Count, ct) is { } limited)
            return limited;

        List<SecretLeftOut> leftOut = [.. found.Where(s => s.Visibility == SecretVisibility.Restricted).Select(s => new SecretLeftOut(s.Id, s.Name, SecretErrors.Restricted))];
        return await secrets.RevealAllAsync(actor, allowed.Value, open, leftOut, ct);
    }

    private async Task<Error?> ChargeAsync(Actor actor, OrganizationId organization, int values, CancellationToken ct)
    {
        var policy = await limiter.PolicyOfAsync(organization, RatePolicyNames.SecretReveal, ct);
        var cost = Math.Min(values, Math.Max(1, policy.Limit / 2));
        return RateErrors.Of(await limiter.DecideAsync(RateRequest.For(actor, RatePolicyNames.SecretReveal) with { Cost = cost }, ct));
    }
}
