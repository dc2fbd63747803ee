using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What an organization decides for all of its campaigns: how often a person is written to, and from what size on a second person must agree.</summary>
public sealed class CampaignRuleBook(IAdminDb adminDb, Access access, AuditLog audit)
{
    public async Task<Result<CampaignRulesView>> GetAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return CampaignRulesView.Of(await db.Set<CampaignRules>().AsNoTracking().FirstOrDefaultAsync(ct));
    }

    /// <summary>Sets all of it: what is not given is off.</summary>
    /// <param name="ifMatch">The stamp that the caller read.</param>
    public async Task<Result<CampaignRulesView>> SetAsync(Actor actor, CampaignRulesDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        if (draft.Fault() is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Organization.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var rules = await db.Set<CampaignRules>().FirstOrDefaultAsync(ct);
        if (OrganizationErrors.StampFault(ifMatch, rules?.Stamp ?? Guid.Empty) is { } stale)
            return stale;
        if (rules is null)
            db.Add(rules = CampaignRules.Create(allowed.Value));
        rules.Set(draft.Cap, draft.ApprovalAbove);
        await audit.AppendAsync(db, actor, new AuditAct("organization.campaign_rules_changed", "organization", allowed.Value.ToString(), Details: Details(rules)), ct);
        await write.CommitAsync(ct);
        return CampaignRulesView.Of(rules);
    }

    private static Dictionary<string, string> Details(CampaignRules rules) => new (string Name, int? Value)[]
    {
        ("frequency_messages", rules.FrequencyMost),
        ("frequency_days", rules.FrequencyDays),
        ("approval_above", rules.ApprovalAbove),
    }.Where(d => d.Value is not null).ToDictionary(d => d.Name, d => d.Value!.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);
}

/// <summary>What is to be set; unchecked.</summary>
/// <param name="FrequencyMessages">To one person, within <paramref name="FrequencyDays"/>; both or neither.</param>
/// <param name="ApprovalAbove">Campaigns to more people need a second person.</param>
public sealed record CampaignRulesDraft(int? FrequencyMessages = null, int? FrequencyDays = null, int? ApprovalAbove = null)
{
    internal FrequencyCap? Cap => FrequencyMessages is { } most && FrequencyDays is { } days ? new FrequencyCap(most, days) : null;

    internal Error? Fault()
    {
        var faults = new List<Error>();
        if (FrequencyMessages is null != FrequencyDays is null || FrequencyMessages is < 1 or > FrequencyCap.LargestMost || FrequencyDays is < 1 or > FrequencyCap.MostDays)
            faults.Add(PreparationErrors.FrequencyInvalid);
        if (ApprovalAbove is < 0 or > CampaignRules.LargestApproval)
            faults.Add(PreparationErrors.ApprovalInvalid);
        return Error.Join(faults);
    }
}

/// <summary>An organization's rules as they stand.</summary>
public sealed record CampaignRulesView(int? FrequencyMessages, int? FrequencyDays, int? ApprovalAbove, Guid Stamp)
{
    internal static CampaignRulesView Of(CampaignRules? rules) => new(rules?.FrequencyMost, rules?.FrequencyDays, rules?.ApprovalAbove, rules?.Stamp ?? Guid.Empty);
}
