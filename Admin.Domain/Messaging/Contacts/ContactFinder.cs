using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>Turns a filter into queries that stay quick at a million contacts.</summary>
public sealed class ContactFinder(IPhoneNumbers phones)
{
    /// <summary>Fewer digits than these are looked for in names.</summary>
    private const int PhoneDigits = 4;

    private const string PhonePunctuation = "+()-. /";

    /// <summary>Reads the filter against what there is: an unknown list is an error, an unknown tag matches nobody.</summary>
    internal async Task<Result<ContactTerms>> ReadAsync(AdminDbContext db, OrganizationId organization, ContactFilter filter, CancellationToken ct)
    {
        var read = await ContactTerms.ReadAsync(db, filter, ct);
        if (read.Failed)
            return read.Error;
        var terms = read.Value;
        if (filter.Text?.Trim() is not { Length: > 0 } text)
            return terms;
        if (await phones.ReadAsync(db, organization, text, ct) is { } phone)
            return terms with { Phone = phone };
        return text.All(c => char.IsAsciiDigit(c) || PhonePunctuation.Contains(c, StringComparison.Ordinal)) && text.Count(char.IsAsciiDigit) >= PhoneDigits
            ? terms with { Digits = string.Concat(text.Where(char.IsAsciiDigit)) }
            : terms with { Name = SearchKey.Of(text) };
    }
}

/// <summary>A filter that was read.</summary>
/// <param name="Phone">The whole phone.</param>
/// <param name="Digits">A part of it.</param>
/// <param name="Name">A part of a name, as <see cref="SearchKey"/> writes it.</param>
/// <param name="IsNobody">It asks for what nobody has.</param>
internal sealed record ContactTerms(ContactFilter Filter, ContactTagId? Tag = null, string? Phone = null, string? Digits = null, string? Name = null, bool IsNobody = false)
{
    /// <summary>Above this many, the list is read in its order until a page is full, rather than sorted.</summary>
    public const int SortedAtMost = 5_000;

    /// <summary>Up to this many on a list or with a tag, it is quicker to look at each of them than to leave the order to the database.</summary>
    public const int SetAtMost = 100_000;

    /// <summary>Whether it names a set that may be small: then the few are found first, and sorted.</summary>
    private bool MayBeFew => Tag is not null || Filter.List is not null || Filter.OptedOut == true || Phone is not null || Digits is not null || Name is not null;

    /// <summary>Reads all of a filter but its text: an unknown list is an error, an unknown tag matches nobody.</summary>
    public static async Task<Result<ContactTerms>> ReadAsync(AdminDbContext db, ContactFilter filter, CancellationToken ct)
    {
        if (filter.List is { } list && !await db.Set<ContactList>().AnyAsync(l => l.Id == list, ct))
            return ContactListErrors.NotFound;
        if (filter.Tag is not { } tag || Names.Normalize(tag) is not { Length: > 0 } normalized)
            return new ContactTerms(filter);
        var found = await db.Set<ContactTag>().Where(t => t.NormalizedName == normalized).Select(t => (ContactTagId?)t.Id).FirstOrDefaultAsync(ct);
        return new ContactTerms(filter, found, IsNobody: found is null);
    }

    /// <summary>How many match.</summary>
    public async Task<int> CountAsync(AdminDbContext db, CancellationToken ct)
    {
        if (Filter.OptedOut == false)
        {
            // Opted-out ones are few: counting them apart is far quicker than looking for each of the others on the list.
            var everybody = this with { Filter = Filter with { OptedOut = null } };
            var optedOut = this with { Filter = Filter with { OptedOut = true } };
            return await everybody.CountAsync(db, ct) - await optedOut.CountAsync(db, ct);
        }

        if (IsNobody)
            return 0;
        // Alone, an entry stands for its contact.
        if (this == new ContactTerms(new ContactFilter(List: Filter.List)) && Filter.List is { } list)
            return await db.Set<ContactListEntry>().CountAsync(e => e.ListId == list, ct);
        if (this == new ContactTerms(new ContactFilter(Tag: Filter.Tag), Tag) && Tag is { } tag)
            return await db.Set<ContactTagEntry>().CountAsync(e => e.TagId == tag, ct);
        // The database would begin with whoever consents.
        if (Filter.OptedOut == true)
        {
            var others = (this with { Filter = Filter with { OptedOut = null } }).ByRow(db);
            return await db.Set<OptOut>().CountAsync(o => others.Any(c => c.Phone == o.Phone), ct);
        }

        return await (await FromSetAsync(db, ct) ?? BySet(db).Select(c => c.Id)).CountAsync(ct);
    }

    /// <summary>One page of those that match, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<Contact> Rows, int Total)> PageAsync(AdminDbContext db, ContactOrder order, PageRequest page, CancellationToken ct)
    {
        if (await FewAsync(db, ct) is { } few)
            return (await SortedAsync(db, few, order, page, ct), few.Count);
        var total = await CountAsync(db, ct);
        return page.Skip >= total ? ([], total) : (await InOrderAsync(db, order, page, ct), total);
    }

    /// <summary>One page of those that match.</summary>
    public async Task<IReadOnlyList<Contact>> RowsAsync(AdminDbContext db, ContactOrder order, PageRequest page, CancellationToken ct) =>
        await FewAsync(db, ct) is { } few ? await SortedAsync(db, few, order, page, ct) : await InOrderAsync(db, order, page, ct);

    /// <summary>All that match, in order.</summary>
    public IQueryable<Contact> Ordered(AdminDbContext db, ContactOrder order) => order switch
    {
        ContactOrder.Newest => ByRow(db).OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
        ContactOrder.Name => ByRow(db).OrderBy(c => c.SearchName).ThenBy(c => c.Id),
    };

    /// <summary>All that match, if they are few enough to be sorted.</summary>
    private async Task<List<ContactId>?> FewAsync(AdminDbContext db, CancellationToken ct)
    {
        if (IsNobody)
            return [];
        return MayBeFew && await (await FromSetAsync(db, ct) ?? BySet(db).Select(c => c.Id)).Take(SortedAtMost + 1).ToListAsync(ct) is { Count: <= SortedAtMost } few ? few : null;
    }

    private Task<List<Contact>> InOrderAsync(AdminDbContext db, ContactOrder order, PageRequest page, CancellationToken ct) =>
        Ordered(db, order).AsNoTracking().Skip(page.Skip).Take(page.Size).ToListAsync(ct);

    // Sorted here: asked for in an order, the database would rather look at everybody in that order than find the few.
    private static async Task<IReadOnlyList<Contact>> SortedAsync(AdminDbContext db, List<ContactId> few, ContactOrder order, PageRequest page, CancellationToken ct)
    {
        var keys = await db.Set<Contact>().Where(c => EF.Parameter(few).Contains(c.Id)).Select(c => new { c.Id, c.CreatedAt, c.SearchName }).ToListAsync(ct);
        var sorted = order switch
        {
            ContactOrder.Newest => keys.OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id.Value),
            ContactOrder.Name => keys.OrderBy(k => k.SearchName, StringComparer.Ordinal).ThenBy(k => k.Id.Value),
        };
        var shown = sorted.Skip(page.Skip).Take(page.Size).Select(k => k.Id).ToList();
        var rows = (await db.Set<Contact>().AsNoTracking().Where(c => EF.Parameter(shown).Contains(c.Id)).ToListAsync(ct)).ToDictionary(c => c.Id);
        // Somebody may have deleted one in between.
        return [.. shown.Select(id => rows.GetValueOrDefault(id)).OfType<Contact>()];
    }

    /// <summary>
    /// Ids of all that match, found among those on the list or those with the tag, whichever are fewer; null where neither is a small set.
    /// </summary>
    internal async Task<IQueryable<ContactId>?> FromSetAsync(AdminDbContext db, CancellationToken ct)
    {
        var onList = db.Set<ContactListEntry>().Where(e => e.ListId == Filter.List);
        var tagged = db.Set<ContactTagEntry>().Where(e => e.TagId == Tag);
        var listSize = Filter.List is null ? int.MaxValue : await onList.Take(SetAtMost + 1).CountAsync(ct);
        var tagSize = Tag is null ? int.MaxValue : await tagged.Take(SetAtMost + 1).CountAsync(ct);
        if (Math.Min(listSize, tagSize) > SetAtMost)
            return null;
        if (tagSize <= listSize)
        {
            var others = (this with { Tag = null }).ByRow(db);
            return tagged.Where(e => others.Any(c => c.Id == e.ContactId)).Select(e => e.ContactId);
        }

        var rest = (this with { Filter = Filter with { List = null } }).ByRow(db);
        return onList.Where(e => rest.Any(c => c.Id == e.ContactId)).Select(e => e.ContactId);
    }

    /// <summary>Begins with those who carry the tag, stand on the list, opted out: quick where these are few, and for counting.</summary>
    public IQueryable<Contact> BySet(AdminDbContext db)
    {
        var rows = Written(Plain(db));
        if (Filter.List is { } list)
            rows = rows.Where(c => db.Set<ContactListEntry>().Where(e => e.ListId == list).Select(e => e.ContactId).Contains(c.Id));
        if (Tag is { } tag)
            rows = rows.Where(c => db.Set<ContactTagEntry>().Where(e => e.TagId == tag).Select(e => e.ContactId).Contains(c.Id));
        if (Filter.OptedOut == true)
            rows = rows.Where(c => db.Set<OptOut>().Select(o => o.Phone).Contains(c.Phone));
        return Filter.OptedOut == false ? rows.Where(c => !db.Set<OptOut>().Any(o => o.Phone == c.Phone)) : rows;
    }

    /// <summary>Looks at one row after the other in the list's own order: quick where many match.</summary>
    private IQueryable<Contact> ByRow(AdminDbContext db)
    {
        var rows = Written(Plain(db));
        if (Filter.List is { } list)
            rows = rows.Where(c => db.Set<ContactListEntry>().Any(e => e.ListId == list && e.ContactId == c.Id));
        if (Tag is { } tag)
            rows = rows.Where(c => db.Set<ContactTagEntry>().Any(e => e.TagId == tag && e.ContactId == c.Id));
        return Filter.OptedOut is { } optedOut ? rows.Where(c => db.Set<OptOut>().Any(o => o.Phone == c.Phone) == optedOut) : rows;
    }

    private IQueryable<Contact> Plain(AdminDbContext db)
    {
        IQueryable<Contact> rows = db.Set<Contact>();
        if (IsNobody)
            return rows.Where(c => false);
        if (Phone is { } phone)
            rows = rows.Where(c => c.Phone == phone);
        if (Filter.Marketing is { } marketing)
            rows = rows.Where(c => c.MarketingConsent == marketing);
        if (Filter.Utility is { } utility)
            rows = rows.Where(c => c.UtilityConsent == utility);
        if (Filter.CreatedFrom is { } from)
            rows = rows.Where(c => c.CreatedAt >= from);
        return Filter.CreatedBefore is { } before ? rows.Where(c => c.CreatedAt < before) : rows;
    }

    private IQueryable<Contact> Written(IQueryable<Contact> rows)
    {
        if (Digits is { } digits)
            rows = rows.Where(c => c.Phone.Contains(digits));
        return Name is { } name ? rows.Where(c => c.SearchName.Contains(name)) : rows;
    }
}
