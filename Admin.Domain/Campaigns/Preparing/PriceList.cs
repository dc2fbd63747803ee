using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>The prices that an organization's admins keep.</summary>
public sealed class PriceList(IAdminDb adminDb, Access access, AuditLog audit, TimeProvider time)
{
    public const int MostPrices = 1_000;

    public async Task<Result<PriceListView>> GetAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await ViewAsync(db, ct);
    }

    /// <summary>Replaces the whole list.</summary>
    /// <param name="ifMatch">The stamp that the caller read.</param>
    public async Task<Result<PriceListView>> SetAsync(Actor actor, PriceListDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        if (draft.Fault() is { } fault)
            return fault;
        var allowed = await access.RequireAsync(actor, Permissions.Organization.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var book = await db.Set<PriceBook>().FirstOrDefaultAsync(ct);
        if (OrganizationErrors.StampFault(ifMatch, book?.Stamp ?? Guid.Empty) is { } stale)
            return stale;
        if (book is null)
            db.Add(book = PriceBook.Create(allowed.Value));
        book.Set(draft.Currency!.ToUpperInvariant(), time.GetUtcNow().UtcDateTime);
        db.RemoveRange(await db.Set<MessagePrice>().ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        db.AddRange(draft.Prices!.Select(p => MessagePrice.Create(allowed.Value, p.Category.Trim().ToLowerInvariant(), p.Country?.Trim().ToUpperInvariant() ?? "", p.Amount)));
        await audit.AppendAsync(db, actor, new AuditAct("organization.prices_changed", "organization", allowed.Value.ToString(), Details: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["count"] = draft.Prices!.Count.ToString(CultureInfo.InvariantCulture),
        }), ct);
        await write.CommitAsync(ct);
        return await ViewAsync(db, ct);
    }

    private static async Task<PriceListView> ViewAsync(AdminDbContext db, CancellationToken ct)
    {
        var book = await db.Set<PriceBook>().AsNoTracking().FirstOrDefaultAsync(ct);
        var prices = await db.Set<MessagePrice>().AsNoTracking().OrderBy(p => p.Category).ThenBy(p => p.Country).ToListAsync(ct);
        return new PriceListView(book?.Currency, prices.ConvertAll(p => new PriceOf(p.Category, p.Country.Length == 0 ? null : p.Country, MessagePrice.FromMicros(p.Micros))), book?.Stamp ?? Guid.Empty);
    }
}

/// <param name="Country">ISO 3166; null or empty: every other one.</param>
/// <param name="Amount">Of one message.</param>
public sealed record PriceOf(string Category, string? Country, decimal Amount);

/// <summary>What is to be set; unchecked.</summary>
/// <param name="Currency">ISO 4217.</param>
public sealed record PriceListDraft(string? Currency, IReadOnlyList<PriceOf>? Prices)
{
    internal Error? Fault()
    {
        var faults = new List<Error>();
        if (Currency is not { Length: PriceBook.CurrencyLength } || !Currency.All(char.IsAsciiLetter))
            faults.Add(PreparationErrors.CurrencyInvalid);
        if (Prices is null || Prices.Count > PriceList.MostPrices || !Prices.All(IsPrice))
            faults.Add(PreparationErrors.PriceInvalid);
        else if (Prices.DistinctBy(p => (p.Category.Trim().ToLowerInvariant(), p.Country?.Trim().ToUpperInvariant() ?? "")).Count() < Prices.Count)
            faults.Add(PreparationErrors.PriceTwice);
        return Error.Join(faults);
    }

    private static bool IsPrice(PriceOf? price) =>
        price?.Category?.Trim() is { Length: > 0 and <= MessagePrice.CategoryMaxLength } category && category.All(c => char.IsAsciiLetter(c) || c == '_')
        && (string.IsNullOrWhiteSpace(price.Country) || (price.Country.Trim().Length == MessagePrice.CountryLength && price.Country.Trim().All(char.IsAsciiLetter)))
        && price.Amount is >= 0 and <= MessagePrice.Largest;
}

/// <summary>The list as it stands.</summary>
public sealed record PriceListView(string? Currency, IReadOnlyList<PriceOf> Prices, Guid Stamp);
