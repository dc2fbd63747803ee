using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>Contacts as they are shown. Whoever may not read personal data sees them masked, and cannot look for phones or names.</summary>
public sealed class ContactReader(IAdminDb adminDb, Access access, ContactFinder finder)
{
    public async Task<Result<Page<ContactView>>> ListAsync(Actor actor, ContactFilter filter, ContactOrder order, PageRequest page, CancellationToken ct)
    {
        var opened = await OpenAsync(actor, filter, ct);
        if (opened.Failed)
            return opened.Error;
        await using var open = opened.Value;
        var (rows, total) = await open.Terms.PageAsync(open.Db, order, page, ct);
        return new Page<ContactView>(await ShowAsync(open.Db, rows, open.Masked, ct), total, page.Number, page.Size);
    }

    /// <summary>One page of them without how many match, which takes longer to find out.</summary>
    public async Task<Result<IReadOnlyList<ContactView>>> RowsAsync(Actor actor, ContactFilter filter, ContactOrder order, PageRequest page, CancellationToken ct)
    {
        var opened = await OpenAsync(actor, filter, ct);
        if (opened.Failed)
            return opened.Error;
        await using var open = opened.Value;
        return await ShowAsync(open.Db, await open.Terms.RowsAsync(open.Db, order, page, ct), open.Masked, ct);
    }

    /// <summary>How many match.</summary>
    public async Task<Result<int>> CountAsync(Actor actor, ContactFilter filter, CancellationToken ct)
    {
        var opened = await OpenAsync(actor, filter, ct);
        if (opened.Failed)
            return opened.Error;
        await using var open = opened.Value;
        return await open.Terms.CountAsync(open.Db, ct);
    }

    public async Task<Result<ContactDetail>> GetAsync(Actor actor, ContactId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var contact = await db.Set<Contact>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        return contact is null ? ContactErrors.NotFound : await DetailAsync(db, contact, await access.IsMaskedAsync(actor, ct), ct);
    }

    /// <summary>What campaigns sent to this phone, newest first.</summary>
    public async Task<Result<Page<ContactMessage>>> MessagesAsync(Actor actor, ContactId id, PageRequest page, CancellationToken ct)
    {
        var watches = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        var allowed = watches.Failed ? watches : await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<Contact>().Where(c => c.Id == id).Select(c => c.Phone).FirstOrDefaultAsync(ct) is not { } phone)
            return ContactErrors.NotFound;
        // Older rows may have it in another spelling.
        var spellings = CanonicalPhone.SpellingsOf(phone);
        var rows = db.Set<Recipient>().AsNoTracking().Where(r => spellings.Contains(r.Phone));
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(r => r.CampaignKey).ThenByDescending(r => r.Ordinal).Skip(page.Skip).Take(page.Size)
            .Join(db.Set<Campaign>(), r => r.CampaignKey, c => c.Key, (r, c) => new { Row = r, c.Id, c.Name })
            .OrderByDescending(x => x.Row.CampaignKey).ThenByDescending(x => x.Row.Ordinal).ToListAsync(ct);
        return new Page<ContactMessage>(
            items.ConvertAll(x => new ContactMessage(x.Id, x.Name, x.Row.Ordinal, x.Row.State, x.Row.Reason, x.Row.SentAt, x.Row.DeliveredAt, x.Row.ReadAt, x.Row.FailedAt, x.Row.RespondedAt)),
            total,
            page.Number,
            page.Size);
    }

    /// <summary>Every tag of the organization, by name.</summary>
    public async Task<Result<IReadOnlyList<string>>> TagsAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<ContactTag>().OrderBy(t => t.NormalizedName).Select(t => t.Name).ToListAsync(ct);
    }

    internal static async Task<ContactDetail> DetailAsync(AdminDbContext db, Contact contact, bool masked, CancellationToken ct)
    {
        var lists = await db.Set<ContactListEntry>().Where(e => e.ContactId == contact.Id)
            .Join(db.Set<ContactList>(), e => e.ListId, l => l.Id, (e, l) => l).OrderBy(l => l.NormalizedName)
            .Select(l => new ContactListName(l.Id, l.Name)).ToListAsync(ct);
        var consents = await db.Set<ConsentEntry>().AsNoTracking().Where(e => e.ContactId == contact.Id).OrderByDescending(e => e.At).ThenByDescending(e => e.Key).ToListAsync(ct);
        var names = await ActorNames.OfAsync(db, consents.ConvertAll(e => (e.ActorKind, e.ActorId)), ct);
        var optOut = await db.Set<OptOut>().AsNoTracking().FirstOrDefaultAsync(o => o.Phone == contact.Phone, ct);
        return new ContactDetail(
            (await ShowAsync(db, [contact], masked, ct))[0],
            lists,
            consents.ConvertAll(e => new ConsentView(e.Purpose, e.State, e.At, masked ? NameMask.Hidden : e.Source, e.ActorKind == ActorKind.System ? e.ActorId : names.GetValueOrDefault(e.ActorId), e.RecordedAt)),
            optOut is null ? null : OptOutView.Of(optOut, masked));
    }

    private static async Task<List<ContactView>> ShowAsync(AdminDbContext db, IReadOnlyList<Contact> rows, bool masked, CancellationToken ct)
    {
        var ids = rows.Select(c => c.Id).ToList();
        var phones = rows.Select(c => c.Phone).ToList();
        var tags = (await db.Set<ContactTagEntry>().Where(e => EF.Parameter(ids).Contains(e.ContactId))
            .Join(db.Set<ContactTag>(), e => e.TagId, t => t.Id, (e, t) => new { e.ContactId, t.Name }).ToListAsync(ct)).ToLookup(x => x.ContactId, x => x.Name);
        var optedOut = (await db.Set<OptOut>().Where(o => EF.Parameter(phones).Contains(o.Phone)).Select(o => o.Phone).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Select(c => ContactView.Of(c, [.. tags[c.Id].Order(StringComparer.CurrentCultureIgnoreCase)], optedOut.Contains(c.Phone), masked))];
    }

    private async Task<Result<Opened>> OpenAsync(Actor actor, ContactFilter filter, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        var masked = await access.IsMaskedAsync(actor, ct);
        // Finding somebody by their phone tells that they are here, mask or not.
        if (masked && !string.IsNullOrWhiteSpace(filter.Text))
            return AccessErrors.Forbidden(Permissions.Contacts.ReadPersonal);
        var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        try
        {
            var terms = await finder.ReadAsync(db, allowed.Value, filter, ct);
            if (!terms.Failed)
                return new Opened(db, terms.Value, masked);
            await db.DisposeAsync();
            return terms.Error;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private sealed record Opened(AdminDbContext Db, ContactTerms Terms, bool Masked) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Db.DisposeAsync();
    }
}
