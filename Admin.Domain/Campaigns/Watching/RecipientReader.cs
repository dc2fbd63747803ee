using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>Recipients for a table that scrolls, and the story of one of them. Phones are masked unless the actor may see them.</summary>
public sealed class RecipientReader(IAdminDb adminDb, Access access)
{
    public const int MostAtOnce = 200;

    private const string SentAgain = "campaign.recipient_sent_again";
    private const string CountedAsSent = "campaign.recipient_counted_as_sent";
    private const string AllSentAgain = "campaign.recipients_sent_again";
    private const string AllCountedAsSent = "campaign.recipients_counted_as_sent";

    /// <summary>Some rows of the table, from the <paramref name="skip"/>th on; at most <see cref="MostAtOnce"/>.</summary>
    public async Task<Result<RecipientWindow>> WindowAsync(Actor actor, CampaignId id, RecipientFilter filter, int skip, int take, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, campaign, masked) = open;
        var rows = CampaignReader.Filtered(db, campaign, filter);
        // The campaign counts for itself; only a reason must be counted from the rows. In a draft, parts are not rows yet.
        var total = filter.Reason is not null || campaign.IsPrepared ? await rows.CountAsync(ct) : filter.State is { } state ? campaign.Counts.Of(state) : campaign.Counts.Total;
        // By state in the order of the index over states, so that no page of a million rows is sorted.
        var ordered = filter.State is null ? rows.OrderBy(r => r.Ordinal) : rows.OrderBy(r => r.NextAttemptAt).ThenBy(r => r.Ordinal);
        var found = await ordered.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostAtOnce)).ToListAsync(ct);
        var senders = await CampaignSenders.ReadAsync(db, campaign, ct);
        return new RecipientWindow(found.ConvertAll(r => RecipientView.Of(r, campaign, senders, masked)), total);
    }

    /// <summary>One recipient and what happened to it, oldest first.</summary>
    public async Task<Result<RecipientTimeline>> TimelineAsync(Actor actor, CampaignId id, int ordinal, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, campaign, masked) = open;
        var row = await db.Set<Recipient>().AsNoTracking().FirstOrDefaultAsync(r => r.CampaignKey == campaign.Key && r.Ordinal == ordinal, ct);
        if (row is null)
            return CampaignErrors.RecipientNotFound;
        var optedOut = await db.Set<OptOut>().AsNoTracking().FirstOrDefaultAsync(o => o.Phone == row.Phone, ct);
        var settled = await SettledAsync(db, id, row, ct);
        var senders = await CampaignSenders.ReadAsync(db, campaign, ct);
        return new RecipientTimeline(RecipientView.Of(row, campaign, senders, masked), TimelineRules.Tell(campaign, row, optedOut, settled));
    }

    private static async Task<IReadOnlyList<TimelineEntry>> SettledAsync(AdminDbContext db, CampaignId id, Recipient row, CancellationToken ct)
    {
        // Only who was ambiguous once can have been settled.
        if (row.Errors is null)
            return [];
        var subject = id.ToString();
        var entries = await db.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.SubjectType == CampaignWatch.Subject && e.SubjectId == subject
                && (e.Action == SentAgain || e.Action == CountedAsSent || e.Action == AllSentAgain || e.Action == AllCountedAsSent))
            .OrderBy(e => e.Sequence).ToListAsync(ct);
        var ordinal = row.Ordinal.ToString(CultureInfo.InvariantCulture);
        var own = entries.FindAll(e => e.Action is AllSentAgain or AllCountedAsSent
            ? TimelineRules.WasAmbiguousBefore(row, e.At)
            : AuditView.Of(e, null).Details.GetValueOrDefault("ordinal") == ordinal);
        var names = await ActorNames.OfAsync(db, own, ct);
        return own.ConvertAll(e => new TimelineEntry(e.At, e.Action is SentAgain or AllSentAgain ? TimelineKind.SentAgain : TimelineKind.CountedAsSent, Who: names.GetValueOrDefault(e.ActorId)));
    }
}

/// <summary>Some rows of a campaign's recipients.</summary>
/// <param name="Total">How many there are in all under the filter.</param>
public sealed record RecipientWindow(IReadOnlyList<RecipientView> Items, int Total);
