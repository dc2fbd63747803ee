using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>
/// An organization's campaigns write to the same person at most so often in so many days, whatever number they send from.
/// Counted from the ledger, inside the caller's open write.
/// </summary>
/// <param name="Most">Messages.</param>
/// <param name="Days">Within so many days before.</param>
public sealed record FrequencyCap(int Most, int Days)
{
    public const int LargestMost = 100;
    public const int MostDays = 365;

    /// <summary>Reason of a recipient that was left out.</summary>
    public const string Reached = "frequency_capped";

    /// <summary>Whom of these the campaign leaves out.</summary>
    internal static async Task<IReadOnlySet<string>> ReachedAsync(AdminDbContext db, Campaign campaign, IReadOnlyList<string> phones, DateTime now, CancellationToken ct)
    {
        if (phones.Count == 0 || campaign.IsTransactional || await OfAsync(db, ct) is not { } cap)
            return new HashSet<string>();
        // Campaigns that begin messages to one person at the same time count each other's.
        await db.HoldAsync($"frequency:{campaign.OrganizationId}", ct);
        var since = cap.Since(now);
        var reached = await db.Set<Recipient>()
            .Where(r => phones.Contains(r.Phone) && r.CampaignKey != campaign.Key && r.State != RecipientState.Failed
                // One of which nobody knows whether it went out has no time of its own: its campaign's counts.
                && (r.SentAt > since || r.State == RecipientState.Sending
                    || (r.State == RecipientState.Ambiguous && db.Set<Campaign>().Any(c => c.Key == r.CampaignKey && c.StartedAt > since))))
            .GroupBy(r => r.Phone)
            .Where(g => g.Count() >= cap.Most)
            .Select(g => g.Key)
            .ToListAsync(ct);
        return reached.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The organization's; null when it has none.</summary>
    internal static async Task<FrequencyCap?> OfAsync(AdminDbContext db, CancellationToken ct) =>
        (await db.Set<CampaignRules>().AsNoTracking().FirstOrDefaultAsync(ct))?.FrequencyCap;

    internal DateTime Since(DateTime now) => now.AddDays(-Days);
}
