using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Opt-outs of people who were erased since: their phone is gone, so the phones of an audience are turned into marks instead. Works
/// inside the caller's write.
/// </summary>
public sealed class OptOutMarks(IRecipientQueue queue, PersonSeal seal)
{
    private const int ReadAtOnce = 10_000;
    private const int SkippedAtOnce = 500;

    /// <summary>Skips those who wait in a campaign and had opted out before they were erased; answers how many.</summary>
    internal async Task<int> SkipAsync(AdminDbContext db, CampaignRef campaign, string reason, CancellationToken ct)
    {
        var marks = await MarksAsync(db, ct);
        if (marks.Count == 0)
            return 0;
        var skipped = 0;
        foreach (var phones in (await FindAsync(db, campaign, marks, ct)).Chunk(SkippedAtOnce))
            skipped += await queue.SkipPhonesAsync(db, campaign, phones, reason, ct);
        return skipped;
    }

    /// <summary>Whether a phone opted out, under its own number or under the mark of one who was erased.</summary>
    internal Task<bool> HasAsync(AdminDbContext db, OrganizationId organization, string phone, CancellationToken ct)
    {
        var written = Written(organization, phone);
        return db.Set<OptOut>().AnyAsync(o => EF.Parameter(written).Contains(o.Phone), ct);
    }

    /// <summary>Everything under which an opt-out of a phone may stand: rows of before there was one spelling, and the mark of one who was erased.</summary>
    internal IReadOnlyList<string> Written(OrganizationId organization, string phone) =>
        [.. CanonicalPhone.SpellingsOf(phone), seal.Mark(organization, CanonicalPhone.Of(phone))];

    // Marks come last in the order of the key.
    private static async Task<HashSet<string>> MarksAsync(AdminDbContext db, CancellationToken ct)
    {
        var marks = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var phone in db.Set<OptOut>().OrderByDescending(o => o.Phone).Select(o => o.Phone).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!PersonMark.Is(phone))
                break;
            marks.Add(phone);
        }

        return marks;
    }

    private async Task<List<string>> FindAsync(AdminDbContext db, CampaignRef campaign, HashSet<string> marks, CancellationToken ct)
    {
        var found = new List<string>();
        for (var after = -1; ;)
        {
            var rows = await db.Set<Recipient>().Where(r => r.CampaignKey == campaign.Key && r.Ordinal > after && r.State == RecipientState.Pending)
                .OrderBy(r => r.Ordinal).Take(ReadAtOnce).Select(r => new { r.Ordinal, r.Phone }).ToListAsync(ct);
            found.AddRange(rows.Select(r => r.Phone).Where(p => marks.Contains(seal.Mark(campaign.Organization, CanonicalPhone.Of(p)))));
            if (rows.Count < ReadAtOnce)
                return found;
            after = rows[^1].Ordinal;
        }
    }
}
