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
        if (filter.List is { } list && !await db.Set<ContactList>().AnyAsync(l => l.Id == list, ct))
            return ContactListErrors.NotFound;
        var terms = new ContactTerms(filter);
        if (filter.Tag is { } tag && Names.Normalize(tag) is { Length: > 0 } normalized)
        {
            var found = await db.Set<ContactTag>().Where(t => t.NormalizedName == normalized).Select(t => (ContactTagId?)t.Id).FirstOrDefaultAsync(ct);
            terms = terms with { Tag = found, IsNobody = found is null };
        }

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
    private const int SortedAtMost = 5_000;

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
        return await BySet(db).CountAsync(ct);
    }

    /// <summary>Some of those that match, in order, when it is known how many do.</summary>
    public IQueryable<Contact> Ordered(AdminDbContext db, ContactOrder order, int count)
    {
        var rows = count > SortedAtMost ? ByRow(db) : BySet(db, nameApart: true);
        return order switch
        {
            ContactOrder.Newest => rows.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id),
            ContactOrder.Name => rows.OrderBy(c => c.SearchName).ThenBy(c => c.Id),
        };
    }

    /// <summary>Begins with those who carry the tag, stand on the list, opted out: quick where these are few, and for counting.</summary>
    /// <param name="nameApart">Looks through the names first, which the index over names does alone, instead of along another order.</param>
    public IQueryable<Contact> BySet(AdminDbContext db, bool nameApart = false)
    {
        var rows = Plain(db);
        if (Filter.List is { } list)
            rows = rows.Where(c => db.Set<ContactListEntry>().Where(e => e.ListId == list).Select(e => e.ContactId).Contains(c.Id));
        if (Tag is { } tag)
            rows = rows.Where(c => db.Set<ContactTagEntry>().Where(e => e.TagId == tag).Select(e => e.ContactId).Contains(c.Id));
        if (Filter.OptedOut == true)
            rows = rows.Where(c => db.Set<OptOut>().Select(o => o.Phone).Contains(c.Phone));
        if (Filter.OptedOut == false)
            rows = rows.Where(c => !db.Set<OptOut>().Any(o => o.Phone == c.Phone));
        if (!nameApart)
            return Written(rows);
        return Name is null && Digits is null ? rows : rows.Where(c => Written(db.Set<Contact>()).Select(n => n.Id).Contains(c.Id));
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
