using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>
/// Counts recipients by the reason of their state. The rows are only asked again when the campaign's own counts say that
/// something moved, or after half a minute, so that a page left open costs nothing.
/// </summary>
public sealed class ReasonCounter : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private static readonly RecipientState[] WithReason = [RecipientState.Failed, RecipientState.Skipped, RecipientState.Ambiguous];

    private readonly MemoryCache _counted = new(new MemoryCacheOptions { SizeLimit = 1_000 });

    public void Dispose() => _counted.Dispose();

    internal async Task<IReadOnlyList<ReasonCount>> OfAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var counts = (campaign.FailedCount, campaign.SkippedCount, campaign.AmbiguousCount);
        if (counts == (0, 0, 0))
            return [];
        if (_counted.TryGetValue(campaign.Id, out Counted? known) && known!.For == counts)
            return known.Reasons;
        var groups = await db.Set<Recipient>().AsNoTracking()
            .Where(r => r.CampaignKey == campaign.Key && WithReason.Contains(r.State))
            .GroupBy(r => new { r.State, r.Reason }).Select(g => new { g.Key.State, g.Key.Reason, Count = g.Count() }).ToListAsync(ct);
        var reasons = groups.Select(g => Of(g.State, g.Reason ?? "unknown", g.Count)).OrderBy(r => r.State).ThenByDescending(r => r.Count).ThenBy(r => r.Code, StringComparer.Ordinal).ToList();
        _counted.Set(campaign.Id, new Counted(counts, reasons), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
        return reasons;
    }

    internal static ReasonCount Of(RecipientState state, string code, int count) => new(
        state,
        code,
        count,
        int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? SnakeCase.Of(WhatsAppErrors.Classify(number)) : null,
        state == RecipientState.Failed && RetryRules.MayRetry(code));

    private sealed record Counted((int Failed, int Skipped, int Ambiguous) For, IReadOnlyList<ReasonCount> Reasons);
}
