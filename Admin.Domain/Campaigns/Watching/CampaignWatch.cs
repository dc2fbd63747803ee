using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>What a campaign's page shows besides the counts: the run, reasons, the activity log, and what a start would mean.</summary>
public sealed class CampaignWatch(IAdminDb adminDb, Access access, CampaignSpeed speed, PortfolioBudget portfolio, ReasonCounter reasons, TimeProvider time)
{
    internal const string Subject = "campaign";

    public async Task<Result<CampaignDetail>> DetailAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        return await ReadDetailAsync(allowed.Value, id, ct) is { } detail ? detail : CampaignErrors.NotFound;
    }

    /// <summary>Who did what to the campaign and what the engine did itself, newest first.</summary>
    public async Task<Result<Page<CampaignActivity>>> ActivityAsync(Actor actor, CampaignId id, PageRequest page, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, _, _) = open;
        var rows = Entries(db, id);
        var total = await rows.CountAsync(ct);
        var found = await rows.OrderByDescending(e => e.Sequence).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var names = await ActorNames.OfAsync(db, found, ct);
        return new Page<CampaignActivity>(found.ConvertAll(e => new CampaignActivity(e.Sequence, e.At, e.Action, e.ActorKind, names.GetValueOrDefault(e.ActorId), AuditView.Of(e, null).Details)), total, page.Number, page.Size);
    }

    /// <summary>How long a start would take, and what rules that.</summary>
    public async Task<Result<CampaignForecast>> ForecastAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, campaign, _) = open;
        var waiting = campaign.IsFrozen ? campaign.PendingCount : await AudienceSize.OfAsync(db, campaign, ct);
        var senders = await CampaignSenders.ReadAsync(db, campaign, ct);
        return await speed.ForecastAsync(campaign, senders, waiting, await portfolio.LeftAsync(db, senders.Narrowest, ct), ct);
    }

    /// <summary>For the live topic, whose watchers were authorised by the broker.</summary>
    internal async Task<CampaignDetail?> ReadDetailAsync(OrganizationId organization, CampaignId id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var campaign = await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return null;
        var buckets = await db.Set<CampaignBucket>().AsNoTracking().Where(b => b.CampaignKey == campaign.Key)
            .Select(b => new BucketChange(b.At, b.Seconds, b.Accepted, b.Delivered, b.Read, b.Failed)).ToListAsync(ct);
        var last = await Entries(db, id).MaxAsync(e => (long?)e.Sequence, ct) ?? 0;
        return new CampaignDetail(id, ThroughputSeries.Of(buckets, campaign.StartedAt, EndOf(campaign, buckets)), await reasons.OfAsync(db, campaign, ct), last);
    }

    // A run ends with its last message, not with the report of reading that arrives a week later.
    private DateTime EndOf(Campaign campaign, List<BucketChange> buckets)
    {
        if (campaign.IsActive)
            return time.GetUtcNow().UtcDateTime;
        var last = buckets.Where(b => b.Accepted > 0 || b.Failed > 0).Select(b => b.At.AddSeconds(b.Seconds - 1)).DefaultIfEmpty().Max();
        return campaign.FinishedAt is { } finished && finished > last ? finished : last;
    }

    private static IQueryable<AuditEntry> Entries(AdminDbContext db, CampaignId id)
    {
        var subject = id.ToString();
        return db.Set<AuditEntry>().AsNoTracking().Where(e => e.SubjectType == Subject && e.SubjectId == subject);
    }
}
