using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>
/// When a campaign sends and how much: its name, speed, schedule, hours and caps. All of it until the start; hours and caps as long
/// as it runs.
/// </summary>
public sealed class CampaignPreparations(IAdminDb adminDb, Access access, AuditLog audit, IRecipientQueue queue, CampaignLedger ledger, IJobs jobs, TimeProvider time)
{
    public async Task<Result<PreparationView>> GetAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } campaign ? PreparationView.Of(campaign) : CampaignErrors.NotFound;
    }

    /// <summary>Sets all of it: what is not given is none.</summary>
    /// <param name="ifMatch">The stamp that the caller read; null skips the check, which only code inside the process does.</param>
    public async Task<Result<PreparationView>> SetAsync(Actor actor, CampaignId id, PreparationDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        // A running campaign is written by the engine as well.
        return await CampaignLedger.AgainOnConflictAsync(() => SetOnceAsync(actor, allowed.Value, id, draft, ifMatch, ct));
    }

    private async Task<Result<PreparationView>> SetOnceAsync(Actor actor, OrganizationId organization, CampaignId id, PreparationDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        var read = PreparationRules.Read(draft);
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (read.Failed)
            return read.Error;
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (ifMatch is { } stamp && stamp != campaign.Stamp)
            return CampaignErrors.ChangedMeanwhile;
        if (draft.IsTransactional && await MessageCategory.OfAsync(db, campaign, ct) != MessageCategory.Utility)
            return PreparationErrors.ExemptionNeedsUtility;
        var (name, scheduledAt, times) = read.Value;
        var (hadTimes, hadCap, hadTime) = (campaign.SendTimesText, campaign.DailyCap, campaign.ScheduledAt);
        var planned = campaign.Plan(name, draft.MessagesPerMinute, scheduledAt, time.GetUtcNow().UtcDateTime);
        var prepared = planned.Failed ? planned : campaign.Prepare(times, draft.DailyCap, draft.IsTransactional, draft.Budget);
        if (prepared.Failed)
            return prepared.Error;
        // What nobody has written yet would not be there when its time comes.
        if (campaign.Status == CampaignStatus.Scheduled && campaign.ScheduledAt != hadTime && Error.Join(await CampaignTemplate.GapsAsync(db, campaign, ct)) is { } gap)
            return gap;
        // Who waits for hours that are no longer the campaign's looks again.
        if (!campaign.IsPrepared && (hadTimes, hadCap) != (campaign.SendTimesText, campaign.DailyCap))
            await queue.RearmAsync(db, campaign.Ref, time.GetUtcNow().UtcDateTime + RetryRules.LongestWait, time.GetUtcNow().UtcDateTime, ct);
        if (campaign.IsPrepared)
            await ApprovalRules.WithdrawAsync(db, campaign, ct);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.prepared", "campaign", id.ToString()), ct);
        await write.CommitAsync(ct);
        ledger.Tell(campaign);
        if (campaign is { Status: CampaignStatus.Scheduled, ScheduledAt: { } at })
            jobs.WakeCampaignAt(campaign.OrganizationId, campaign.Id, new DateTimeOffset(at, TimeSpan.Zero));
        return PreparationView.Of(campaign);
    }
}
