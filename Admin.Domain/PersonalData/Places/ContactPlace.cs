using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>The contact with its lists, tags and consent, which go with it.</summary>
internal sealed class ContactPlace(IAdminDb adminDb) : IPersonPlace
{
    public string Name => "contacts";

    public IReadOnlyList<string> Tables { get; } = ["Contacts", "ContactListEntries", "ContactTagEntries", "ConsentEntries"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var contacts = await db.Set<Contact>().AsNoTracking().Where(c => EF.Parameter(person.Phones).Contains(c.Phone)).ToListAsync(ct);
        var kept = new List<object>();
        foreach (var contact in contacts)
        {
            var lists = await db.Set<ContactListEntry>().Where(e => e.ContactId == contact.Id)
                .Join(db.Set<ContactList>(), e => e.ListId, l => l.Id, (_, l) => l.Name).OrderBy(n => n).ToListAsync(ct);
            var tags = await db.Set<ContactTagEntry>().Where(e => e.ContactId == contact.Id)
                .Join(db.Set<ContactTag>(), e => e.TagId, t => t.Id, (_, t) => t.Name).OrderBy(n => n).ToListAsync(ct);
            var consent = await db.Set<ConsentEntry>().AsNoTracking().Where(e => e.ContactId == contact.Id).OrderBy(e => e.Key).ToListAsync(ct);
            kept.Add(new
            {
                contact.Phone,
                contact.Name,
                Fields = PersonJson.Of(contact.Fields),
                Lists = lists,
                Tags = tags,
                Consent = consent.ConvertAll(e => new { Purpose = SnakeCase.Of(e.Purpose), State = SnakeCase.Of(e.State), e.At, e.Source, e.RecordedAt }),
                contact.CreatedAt,
                contact.UpdatedAt,
            });
        }

        return kept;
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var contacts = await db.Set<Contact>().Where(c => EF.Parameter(person.Phones).Contains(c.Phone)).ToListAsync(ct);
        db.RemoveRange(contacts);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return new PlaceErased(contacts.Count);
    }
}
