using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>When a campaign needs a second person, and whether it has one. Works inside the caller's open write.</summary>
internal static class ApprovalRules
{
    /// <summary>What somebody did who has prepared a campaign.</summary>
    private static readonly string[] PreparingActs = ["campaign.created", "campaign.cloned", "campaign.changed", "campaign.prepared", "campaign.audience_added", "campaign.audience_removed"];

    /// <summary>From how many people on the organization asks for one; null: it never does.</summary>
    public static async Task<int?> AboveAsync(AdminDbContext db, CancellationToken ct) =>
        (await db.Set<CampaignRules>().AsNoTracking().FirstOrDefaultAsync(ct))?.ApprovalAbove;

    /// <summary>Why it may not start; null when it may.</summary>
    /// <param name="size">Of its audience.</param>
    public static async Task<Error?> FaultAsync(AdminDbContext db, Campaign campaign, int size, CancellationToken ct)
    {
        if (await AboveAsync(db, ct) is not { } above || size <= above)
            return null;
        var approval = await FindAsync(db, campaign, ct);
        if (approval is not { State: ApprovalState.Approved })
            return ApprovalErrors.Required(above);
        return size > approval.Size ? ApprovalErrors.Outgrown : null;
    }

    public static Task<CampaignApproval?> FindAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        db.Set<CampaignApproval>().FirstOrDefaultAsync(a => a.CampaignKey == campaign.Key, ct);

    /// <summary>Content or audience have changed: what was approved is not there any more.</summary>
    public static async Task WithdrawAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        if (await FindAsync(db, campaign, ct) is { } approval)
        {
            db.Remove(approval);
            campaign.Mark(null);
        }
    }

    /// <summary>Who changed the campaign last; null: a program, or nobody knows.</summary>
    public static async Task<PersonId?> PreparedByAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var subject = campaign.Id.ToString();
        var last = await db.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.SubjectType == "campaign" && e.SubjectId == subject && PreparingActs.Contains(e.Action))
            .OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(ct);
        return last is { ActorKind: ActorKind.Person } && Guid.TryParse(last.ActorId, out var id) ? PersonId.From(id) : null;
    }
}
