using Admin.Domain.Campaigns;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Turns recipients into marks, inside the caller's write. A phone that was forgotten in a campaign may have come into it again: the second
/// one gets a mark of its own, because a campaign has each only once.
/// </summary>
internal static class ForgottenRecipients
{
    /// <summary>Answers how many became marks; one that may still be sent stays.</summary>
    /// <param name="rows">Tracked.</param>
    public static async Task<int> ForgetAsync(AdminDbContext db, IReadOnlyCollection<Recipient> rows, Func<string, string> mark, CancellationToken ct)
    {
        var marks = rows.Select(r => mark(r.Phone)).Distinct(StringComparer.Ordinal).ToList();
        var campaigns = rows.Select(r => r.CampaignKey).Distinct().ToList();
        var known = await db.Set<Recipient>().Where(r => EF.Parameter(campaigns).Contains(r.CampaignKey) && EF.Parameter(marks).Contains(r.Phone))
            .Select(r => new { r.CampaignKey, r.Phone }).ToListAsync(ct);
        var taken = known.Select(k => (k.CampaignKey, k.Phone)).ToHashSet();
        return rows.Count(r => r.Forget(taken.Contains((r.CampaignKey, mark(r.Phone))) ? mark($"{r.Phone} {r.Ordinal}") : mark(r.Phone)));
    }
}
