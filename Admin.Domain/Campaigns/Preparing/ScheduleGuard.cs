using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>
/// A campaign whose time came while nothing ran here is not started in the night that follows: a person is asked.
/// </summary>
public sealed class ScheduleGuard(IAdminDb adminDb, CampaignLedger ledger, CampaignMoves moves, NoticeBoard notices, IOptions<CampaignOptions> options, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Whether a scheduled campaign is too late to start by itself.</summary>
    internal bool IsTooLate(Campaign campaign) =>
        campaign is { Status: CampaignStatus.Scheduled, ScheduledAt: { } at } && Now - at > TimeSpan.FromHours(options.Value.LatestStartHours);

    /// <summary>Takes it back to draft and tells those who may start it; once, whichever node comes first.</summary>
    internal Task MissAsync(CampaignRef reference, CancellationToken ct) => CampaignLedger.AgainOnConflictAsync(() => MissOnceAsync(reference, ct));

    private async Task<bool> MissOnceAsync(CampaignRef reference, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(reference.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == reference.Key, ct);
        // Changed in between: a person was quicker.
        if (campaign is null || !IsTooLate(campaign) || campaign.Miss().Failed)
            return false;
        await moves.NoteAsync(db, campaign, Campaign.ScheduleMissed, why: null, ct);
        await notices.PostAsync(db, campaign.OrganizationId, CampaignNotices.ScheduleMissed(campaign), ct);
        await write.CommitAsync(ct);
        await notices.AnnounceAsync(campaign.OrganizationId);
        ledger.Tell(campaign);
        return true;
    }
}
