using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>The contact and its lists.</summary>
internal sealed class ContactPlace(IAdminDb adminDb) : IPersonPlace
{
    public string Name => "contacts";

    public IReadOnlyList<string> Tables { get; } = ["Contacts", "ContactListEntries"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var contacts = await db.Set<Contact>().AsNoTracking().Where(c => EF.Parameter(person.Phones).Contains(c.Phone)).ToListAsync(ct);
        var kept = new List<object>();
        foreach (var contact in contacts)
        {
            var lists = await db.Set<ContactListEntry>().Where(e => e.ContactId == contact.Id)
                .Join(db.Set<ContactList>(), e => e.ListId, l => l.Id, (_, l) => l.Name).OrderBy(n => n).ToListAsync(ct);
            kept.Add(new { contact.Phone, Fields = PersonJson.Of(contact.Fields), Lists = lists, contact.CreatedAt });
        }

        return kept;
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var contacts = await db.Set<Contact>().Where(c => EF.Parameter(person.Phones).Contains(c.Phone)).ToListAsync(ct);
        if (contacts.Count == 0)
            return new PlaceErased(0);
        var ids = contacts.ConvertAll(c => c.Id);
        db.RemoveRange(await db.Set<ContactListEntry>().Where(e => EF.Parameter(ids).Contains(e.ContactId)).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        db.RemoveRange(contacts);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return new PlaceErased(contacts.Count);
    }
}
