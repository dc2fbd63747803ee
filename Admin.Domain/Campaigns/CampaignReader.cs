using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>Shows campaigns and their recipients.</summary>
public sealed class CampaignReader(IAdminDb adminDb, Access access, CampaignSpeed speed, AudienceSizes sizes, CampaignPulse pulse, TimeProvider time)
{
    public async Task<Result<Page<CampaignView>>> ListAsync(Actor actor, CampaignFilter filter, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = db.Set<Campaign>().AsNoTracking();
        if (filter.Status is { } status)
            rows = rows.Where(c => c.Status == status);
        if (!string.IsNullOrWhiteSpace(filter.Text))
            rows = rows.Where(c => EF.Functions.Like(c.Name, $"%{Escape(filter.Text.Trim())}%", "\\"));
        var total = await rows.CountAsync(ct);
        var found = await rows.OrderByDescending(c => c.Key).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<CampaignView>(await ViewsAsync(db, allowed.Value, found, ct), total, page.Number, page.Size);
    }

    public async Task<Result<CampaignView>> GetAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        return await ReadAsync(allowed.Value, id, ct) is { } view ? view : CampaignErrors.NotFound;
    }

    /// <summary>The template that a campaign names, as its number has it.</summary>
    public async Task<Result<CampaignMessage>> MessageAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var template = open.Campaign.HasTemplate ? await CampaignTemplate.FindAsync(open.Db, open.Campaign, ct) : null;
        return new CampaignMessage(template?.Content, template?.Status, template?.GoneAt);
    }

    public async Task<Result<Page<RecipientView>>> RecipientsAsync(Actor actor, CampaignId id, RecipientFilter filter, PageRequest page, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var rows = Filtered(open.Db, open.Campaign, filter);
        var total = await rows.CountAsync(ct);
        var found = await rows.OrderBy(r => r.Ordinal).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var senders = await CampaignSenders.ReadAsync(open.Db, open.Campaign, ct);
        return new Page<RecipientView>(found.ConvertAll(r => RecipientView.Of(r, open.Campaign, senders, open.IsMasked)), total, page.Number, page.Size);
    }

    /// <summary>All recipients in order, a few hundred in memory at a time.</summary>
    public async Task<Result<CampaignReport>> ReportAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var senders = await CampaignSenders.ReadAsync(open.Db, open.Campaign, ct);
        return new CampaignReport(RowsAsync(open.Campaign, senders, open.IsMasked, ct));
    }

    /// <summary>For live topics, whose watchers were authorised by the broker.</summary>
    internal async Task<CampaignView?> ReadAsync(OrganizationId organization, CampaignId id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var campaign = await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        return campaign is null ? null : (await ViewsAsync(db, organization, [campaign], ct))[0];
    }

    /// <summary>The newest, for the live topic of the list.</summary>
    internal async Task<IReadOnlyList<CampaignView>> ReadNewestAsync(OrganizationId organization, int count, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return await ViewsAsync(db, organization, await db.Set<Campaign>().AsNoTracking().OrderByDescending(c => c.Key).Take(count).ToListAsync(ct), ct);
    }

    /// <summary>For wall boards: those in motion first, then those that ended since; without drafts.</summary>
    internal async Task<IReadOnlyList<CampaignView>> ReadInMotionAsync(OrganizationId organization, DateTime endedSince, int count, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var found = await db.Set<Campaign>().AsNoTracking()
            .Where(c => c.Status != CampaignStatus.Draft && c.Status != CampaignStatus.Scheduled && (c.FinishedAt == null || c.FinishedAt >= endedSince))
            .OrderBy(c => c.FinishedAt != null).ThenByDescending(c => c.Key).Take(count).ToListAsync(ct);
        return await ViewsAsync(db, organization, found, ct);
    }

    private async IAsyncEnumerable<RecipientView> RowsAsync(Campaign campaign, CampaignSenders senders, bool masked, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int atOnce = 500;
        var after = -1;
        while (true)
        {
            // A context for each part: a slow reader must not keep a transaction open.
            await using var db = await adminDb.OpenAsync(TenantScope.For(campaign.OrganizationId), ct);
            var part = await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == campaign.Key && r.Ordinal > after).OrderBy(r => r.Ordinal).Take(atOnce).ToListAsync(ct);
            foreach (var row in part)
                yield return RecipientView.Of(row, campaign, senders, masked);
            if (part.Count < atOnce)
                yield break;
            after = part[^1].Ordinal;
        }
    }

    private async Task<IReadOnlyList<CampaignView>> ViewsAsync(AdminDbContext db, OrganizationId organization, List<Campaign> campaigns, CancellationToken ct)
    {
        var senders = await CampaignSenders.ReadAsync(db, campaigns, ct);
        var drafts = campaigns.Where(c => !c.IsFrozen).ToList();
        var waiting = await sizes.OfAsync(db, drafts, ct);
        var views = new List<CampaignView>(campaigns.Count);
        foreach (var campaign in campaigns)
        {
            var own = senders[campaign.Key];
            views.Add(View(campaign, own, waiting.GetValueOrDefault(campaign.Key), await speed.OfAsync(campaign, own, ct)));
        }

        return views;
    }

    private CampaignView View(Campaign campaign, CampaignSenders senders, int waiting, SpeedLimit limit)
    {
        var counts = campaign.Counts with { Pending = campaign.PendingCount + waiting };
        var moving = campaign.Status is CampaignStatus.Running or CampaignStatus.Stalled;
        double? rate = moving ? pulse.Beat(campaign.Id, counts.Sent + counts.Delivered + counts.Read + counts.Failed + counts.Ambiguous) ?? 0 : null;
        var left = counts.Pending + counts.Sending;
        var (now, times) = (time.GetUtcNow().UtcDateTime, campaign.SendTimes());
        var waits = moving && left > 0 ? pulse.Waits(campaign.Id) ?? OwnHours(times, now) : null;
        var by = moving ? pulse.LimitedBy(campaign.Id) ?? (waits is null ? limit.By : LimitedBy.Hours) : campaign.IsPrepared ? limit.By : null;
        return new CampaignView(
            campaign.Id,
            campaign.Name,
            campaign.Status,
            campaign.StatusReason,
            senders.First.PhoneNumberId,
            senders.First.VerifiedName,
            campaign.TemplateName,
            campaign.TemplateLanguage,
            campaign.ParameterTexts,
            campaign.MessagesPerMinute,
            campaign.ScheduledAt,
            campaign.CreatedAt,
            campaign.StartedAt,
            campaign.FinishedAt,
            counts.Total,
            counts,
            campaign.RespondedCount,
            by,
            rate is { } r ? Math.Round(r, 1) : null,
            // Until when a full portfolio waits, no speed tells.
            by != LimitedBy.Portfolio && (moving || campaign.IsPrepared) ? Math.Round((SendPlan.EndOf(now, left, rate > 0 ? Math.Min(limit.PerSecond, Math.Max(rate.Value, limit.PerSecond / 10)) : limit.PerSecond, times, campaign.DailyCap) - now).TotalSeconds, 1) : null,
            campaign.Stamp)
        {
            WaitsUntil = waits,
            Numbers = [.. senders.Views.Select(v => v.View)],
            TemplateComponents = campaign.ComponentBindings,
            Cost = MessagePrice.FromMicros(campaign.CostMicros),
            Budget = campaign.BudgetMicros is { } budget ? MessagePrice.FromMicros(budget) : null,
        };
    }

    // Whichever node sends: everybody waits when the campaign's own clock rules.
    private static DateTime? OwnHours(SendTimes? times, DateTime now) =>
        times is { IsAlways: false, OfRecipient: false } && times.NextOpening(LocalClock.Find(times.Zone)!, now) is var opening && opening > now ? opening : null;

    internal static IQueryable<Recipient> Filtered(AdminDbContext db, Campaign campaign, RecipientFilter filter)
    {
        var rows = db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == campaign.Key);
        if (filter.State is { } state)
            rows = rows.Where(r => r.State == state);
        if (filter.Reason is { } reason)
            rows = rows.Where(r => r.Reason == reason);
        return rows;
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}

public sealed record CampaignFilter(CampaignStatus? Status = null, string? Text = null);

public sealed record RecipientFilter(RecipientState? State = null, string? Reason = null);

/// <summary>The rows of a report, read as they are written out.</summary>
public sealed record CampaignReport(IAsyncEnumerable<RecipientView> Rows);
