using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>
/// How many people the parts of audiences name, for lists and live pages, which are read twice a second: each part is counted again only
/// after some seconds. What decides anything counts for itself (<see cref="AudienceSize"/>).
/// </summary>
public sealed class AudienceSizes : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly MemoryCache _counted = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public void Dispose() => _counted.Dispose();

    /// <summary>By the campaigns' keys; who is named twice counts twice. Without the people of files.</summary>
    internal async Task<IReadOnlyDictionary<long, int>> OfAsync(AdminDbContext db, IReadOnlyList<Campaign> campaigns, CancellationToken ct)
    {
        var sizes = new Dictionary<long, int>();
        if (campaigns.Count == 0)
            return sizes;
        var keys = campaigns.Select(c => c.Key).ToList();
        foreach (var part in await db.Set<CampaignAudiencePart>().AsNoTracking().Where(p => EF.Parameter(keys).Contains(p.CampaignKey)).ToListAsync(ct))
            sizes[part.CampaignKey] = sizes.GetValueOrDefault(part.CampaignKey) + await OfAsync(db, part, ct);
        return sizes;
    }

    private async Task<int> OfAsync(AdminDbContext db, CampaignAudiencePart part, CancellationToken ct)
    {
        if (_counted.TryGetValue((part.OrganizationId, part.Id), out int size))
            return size;
        size = await (await part.Content.ReadAsync(db, ct)).CountAsync(db, ct);
        return _counted.Set((part.OrganizationId, part.Id), size, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }
}
