using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>An organization's prices, to look up. Pure once it is read.</summary>
internal sealed class PriceTable(IReadOnlyDictionary<(string Category, string Country), long> prices)
{
    private const string Elsewhere = "";

    public bool IsEmpty => prices.Count == 0;

    public static async Task<PriceTable> ReadAsync(AdminDbContext db, CancellationToken ct) =>
        new((await db.Set<MessagePrice>().AsNoTracking().ToListAsync(ct)).ToDictionary(p => (p.Category, p.Country), p => p.Micros));

    /// <summary>In millionths; null when the list has no price for it.</summary>
    /// <param name="country">ISO 3166; null where a phone does not tell.</param>
    public long? Of(string category, string? country) =>
        country is not null && prices.TryGetValue((category, country), out var own) ? own : prices.TryGetValue((category, Elsewhere), out var other) ? other : null;
}
