using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// A number writes to the same person once in six seconds (WhatsApp's pair rate; error 131056 is what happens otherwise). A
/// campaign has everybody once, so it is other campaigns of the same number that are looked at. Works inside the caller's write.
/// </summary>
internal static class PairBudget
{
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(6);

    /// <summary>Whom of these the number wrote to less than six seconds ago, or is writing to.</summary>
    public static async Task<IReadOnlySet<string>> RestingAsync(AdminDbContext db, Campaign campaign, NumberId number, IReadOnlyList<string> phones, DateTime now, CancellationToken ct)
    {
        if (phones.Count == 0)
            return new HashSet<string>();
        var resting = await Resting(db, campaign, number, phones, now).ToListAsync(ct);
        return resting.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The question of each commit: must find people by their phone, however many recipients there are.</summary>
    internal static IQueryable<string> Resting(AdminDbContext db, Campaign campaign, NumberId number, IReadOnlyList<string> phones, DateTime now)
    {
        var others = db.Set<Campaign>().Where(c => c.NumberId == number).Select(c => c.Key);
        var since = now - Apart;
        return db.Set<Recipient>()
            .Where(r => phones.Contains(r.Phone) && r.CampaignKey != campaign.Key && (r.NumberId == number || (r.NumberId == null && others.Contains(r.CampaignKey))) && (r.State == RecipientState.Sending || r.SentAt > since))
            .Select(r => r.Phone);
    }
}
