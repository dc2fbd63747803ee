using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>How many people a campaign names before it starts.</summary>
internal static class AudienceSize
{
    /// <summary>Who is named twice counts twice.</summary>
    public static async Task<int> OfAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        await OfAsync(db, campaign, (await PartsAsync(db, campaign, ct)).Select(p => p.Terms), ct);

    /// <inheritdoc cref="OfAsync(AdminDbContext, Campaign, CancellationToken)"/>
    /// <param name="parts">The campaign's.</param>
    public static async Task<int> OfAsync(AdminDbContext db, Campaign campaign, IEnumerable<AudienceTerms> parts, CancellationToken ct)
    {
        var size = campaign.PendingCount;
        foreach (var terms in parts)
            size += await terms.CountAsync(db, ct);
        return size;
    }

    /// <summary>Different people.</summary>
    public static async Task<int> PeopleAsync(AdminDbContext db, Campaign campaign, IReadOnlyList<AudienceTerms> parts, CancellationToken ct)
    {
        if (parts.Count == 0)
            return campaign.PendingCount;
        // Those of files are different people already, and the index finds each of them by phone.
        return campaign.PendingCount + await AudienceTerms.People(db, campaign.OrganizationId, parts)
            .Where(p => !db.Set<Recipient>().Any(r => r.CampaignKey == campaign.Key && r.Phone == p.Phone))
            .Select(p => p.Phone).Distinct().CountAsync(ct);
    }

    /// <summary>The parts in the order in which they were added, each with whom it names now.</summary>
    public static async Task<IReadOnlyList<(CampaignAudiencePart Part, AudienceTerms Terms)>> PartsAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var parts = await db.Set<CampaignAudiencePart>().Where(p => p.CampaignKey == campaign.Key).ToListAsync(ct);
        var read = new List<(CampaignAudiencePart, AudienceTerms)>(parts.Count);
        foreach (var part in parts.OrderBy(p => p.Id.Value))
            read.Add((part, await part.Content.ReadAsync(db, ct)));
        return read;
    }
}
