using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>
/// The one way in which a phone becomes opted out, whoever says so. In the same transaction it is skipped wherever it still waits in a
/// campaign that has started: what no call has begun for is not sent.
/// </summary>
public sealed class OptOutIntake(IRecipientQueue queue, CampaignMoves moves, TimeProvider time)
{
    /// <summary>Adds those that are not opted out yet. Runs inside the caller's open write, within its organization.</summary>
    /// <returns>How many were new, and the campaigns in which somebody was skipped; tell of them after the commit.</returns>
    internal async Task<OptedOut> AddAsync(AdminDbContext db, OrganizationId organization, IReadOnlyCollection<string> phones, string source, CancellationToken ct)
    {
        var wanted = phones.Select(CanonicalPhone.Of).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return OptedOut.Nobody;
        var now = time.GetUtcNow().UtcDateTime;
        var known = await db.Set<OptOut>().Where(o => o.OrganizationId == organization && EF.Parameter(wanted).Contains(o.Phone)).Select(o => o.Phone).ToListAsync(ct);
        var unsaved = db.ChangeTracker.Entries<OptOut>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.Phone);
        var fresh = wanted.Except(known.Concat(unsaved), StringComparer.Ordinal).ToList();
        db.AddRange(fresh.Select(p => OptOut.Create(organization, p, source, now)));
        await db.SaveChangesAsync(ct);
        return new OptedOut(fresh.Count, await SkipAsync(db, organization, [.. phones.SelectMany(CanonicalPhone.SpellingsOf).Distinct(StringComparer.Ordinal)], ct));
    }

    // Also for those that were opted out before: a campaign may have been planned while their row was on its way. Under every spelling:
    // an audience that was frozen before phones were canonical may have another.
    private async Task<IReadOnlyList<Campaign>> SkipAsync(AdminDbContext db, OrganizationId organization, List<string> phones, CancellationToken ct)
    {
        var keys = await db.Set<Recipient>()
            .Where(r => r.OrganizationId == organization && EF.Parameter(phones).Contains(r.Phone) && r.State == RecipientState.Pending)
            .Select(r => r.CampaignKey).Distinct().ToListAsync(ct);
        if (keys.Count == 0)
            return [];
        var campaigns = await db.Set<Campaign>().Where(c => c.OrganizationId == organization && EF.Parameter(keys).Contains(c.Key)).ToListAsync(ct);
        var touched = new List<Campaign>();
        // One that has not started leaves them out when its audience is frozen.
        foreach (var campaign in campaigns.Where(c => !c.IsPrepared && c.Status != CampaignStatus.Planning))
        {
            var skipped = await queue.SkipPhonesAsync(db, campaign.Ref, phones, CampaignPlanner.OptedOut, ct);
            if (skipped == 0)
                continue;
            await moves.CountAsync(db, campaign, RecipientCounts.None with { Pending = -skipped, Skipped = skipped }, ct);
            touched.Add(campaign);
        }

        return touched;
    }
}

/// <summary>What became of opt-outs.</summary>
internal sealed record OptedOut(int Added, IReadOnlyList<Campaign> Campaigns)
{
    public static OptedOut Nobody { get; } = new(0, []);
}
