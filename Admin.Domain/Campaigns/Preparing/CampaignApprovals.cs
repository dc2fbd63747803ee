using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>A second person's word on a large campaign: asked for by who prepared it, given or declined by somebody else.</summary>
public sealed class CampaignApprovals(IAdminDb adminDb, Access access, AuditLog audit, NoticeBoard notices, CampaignLedger ledger, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<Result<ApprovalView>> GetAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } campaign ? await ViewAsync(db, campaign, ct) : CampaignErrors.NotFound;
    }

    /// <summary>Tells those who may approve.</summary>
    public Task<Result<ApprovalView>> AskAsync(Actor actor, CampaignId id, CancellationToken ct) =>
        ActAsync(actor, id, Permissions.Campaigns.Prepare, async (db, campaign, person) =>
        {
            var size = await AudienceSize.OfAsync(db, campaign, ct);
            if (await ApprovalRules.AboveAsync(db, ct) is not { } above || size <= above)
                return ApprovalErrors.NotNeeded;
            if (!campaign.HasTemplate)
                return CampaignErrors.WithoutTemplate;
            if (await ApprovalRules.FindAsync(db, campaign, ct) is { } asked)
            {
                if (asked.State == ApprovalState.Asked || (asked.State == ApprovalState.Approved && size <= asked.Size))
                    return ApprovalErrors.AskedAlready;
                db.Remove(asked);
                await db.SaveChangesAsync(ct);
            }

            var approval = CampaignApproval.Ask(campaign, size, person, Now);
            db.Add(approval);
            campaign.Mark(approval.State);
            await audit.AppendAsync(db, actor, new AuditAct("campaign.approval_asked", "campaign", id.ToString(), Details: Details("count", size.ToString(CultureInfo.InvariantCulture))), ct);
            await notices.PostAsync(db, campaign.OrganizationId, CampaignNotices.Asked(campaign, approval, await NameAsync(db, person, ct)), ct);
            return Result.Ok;
        }, ct);

    /// <param name="comment">Needed to decline.</param>
    public async Task<Result<ApprovalView>> DecideAsync(Actor actor, CampaignId id, bool approved, string? comment, CancellationToken ct)
    {
        comment = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        if (comment is { Length: > CampaignApproval.CommentMaxLength } || (comment is null && !approved))
            return ApprovalErrors.CommentInvalid;
        return await ActAsync(actor, id, Permissions.Campaigns.Approve, async (db, campaign, person) =>
        {
            if (await ApprovalRules.FindAsync(db, campaign, ct) is not { } approval)
                return ApprovalErrors.NotAsked;
            var decided = approval.Decide(approved, comment, person, await ApprovalRules.PreparedByAsync(db, campaign, ct), Now);
            if (decided.Failed)
                return decided;
            campaign.Mark(approval.State);
            await audit.AppendAsync(db, actor, new AuditAct(approved ? "campaign.approved" : "campaign.declined", "campaign", id.ToString()), ct);
            await notices.PostAsync(db, campaign.OrganizationId, CampaignNotices.Decided(campaign, approval, await NameAsync(db, person, ct)), ct);
            return Result.Ok;
        }, ct);
    }

    private async Task<Result<ApprovalView>> ActAsync(Actor actor, CampaignId id, string permission, Func<AdminDbContext, Campaign, PersonId, Task<Result>> act, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, permission, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (actor.Person is not { } person)
            return ApprovalErrors.PersonNeeded;
        return await CampaignLedger.AgainOnConflictAsync(() => ActOnceAsync(allowed.Value, id, person, act, ct));
    }

    private async Task<Result<ApprovalView>> ActOnceAsync(OrganizationId organization, CampaignId id, PersonId person, Func<AdminDbContext, Campaign, PersonId, Task<Result>> act, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (!campaign.IsPrepared)
            return CampaignErrors.Illegal(campaign.Status, "be approved");
        var done = await act(db, campaign, person);
        if (done.Failed)
            return done.Error;
        await write.CommitAsync(ct);
        await notices.AnnounceAsync(organization);
        ledger.Tell(campaign);
        return await ViewAsync(db, campaign, ct);
    }

    private static async Task<ApprovalView> ViewAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var (above, size) = (await ApprovalRules.AboveAsync(db, ct), await AudienceSize.OfAsync(db, campaign, ct));
        var approval = await ApprovalRules.FindAsync(db, campaign, ct);
        return new ApprovalView(
            campaign.IsPrepared && size > above,
            above,
            size,
            approval?.State,
            approval is { State: ApprovalState.Approved } && size > approval.Size,
            approval is null ? null : await NameAsync(db, approval.AskedBy, ct),
            approval?.AskedAt,
            approval?.DecidedBy is { } decider ? await NameAsync(db, decider, ct) : null,
            approval?.DecidedAt,
            approval?.Comment)
        {
            AskedBy = approval?.AskedBy,
            PreparedBy = await ApprovalRules.PreparedByAsync(db, campaign, ct),
        };
    }

    private static async Task<string> NameAsync(AdminDbContext db, PersonId person, CancellationToken ct) =>
        await db.Users.Where(p => p.Id == person).Select(p => p.Name).FirstOrDefaultAsync(ct) ?? "";

    private static Dictionary<string, string> Details(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}

/// <summary>Where a campaign's approval stands.</summary>
/// <param name="IsNeeded">Whether it does not start without one.</param>
/// <param name="Above">The organization's size; null: it asks for none.</param>
/// <param name="Size">How many people the campaign names now.</param>
/// <param name="State">Null: nobody has asked, or the campaign has changed since.</param>
/// <param name="IsOutgrown">Whether it was given for fewer people than there are now.</param>
public sealed record ApprovalView(bool IsNeeded, int? Above, int Size, ApprovalState? State, bool IsOutgrown, string? AskedByName, DateTime? AskedAt, string? DecidedByName, DateTime? DecidedAt, string? Comment)
{
    public PersonId? AskedBy { get; init; }

    /// <summary>Who changed the campaign last, and so cannot approve it either.</summary>
    public PersonId? PreparedBy { get; init; }
}
