using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>
/// Makes one contact of two that are the same person. One stays, with its phone, and what it says wins; of the other it takes over the fields
/// that it lacks, tags, lists and the whole history of consent. The other's phone belongs to no contact any more; what campaigns sent to it
/// stays in their ledger. An opt-out of the other's phone stays there and comes to this phone too: it was the same person who said it.
/// </summary>
public sealed class ContactMerge(IAdminDb adminDb, Access access, AuditLog audit, OptOutIntake optOuts, CampaignLedger ledger, TimeProvider time)
{
    /// <param name="stays">Keeps its id and phone.</param>
    /// <param name="goes">Is gone afterwards.</param>
    /// <param name="ifMatch">Stamp of the one that stays.</param>
    public async Task<Result<ContactDetail>> MergeAsync(Actor actor, ContactId stays, ContactId goes, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        return await CampaignLedger.AgainOnConflictAsync(() => MergeOnceAsync(actor, allowed.Value, stays, goes, ifMatch, ct));
    }

    private async Task<Result<ContactDetail>> MergeOnceAsync(Actor actor, OrganizationId organization, ContactId stays, ContactId goes, Guid? ifMatch, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var contact = await db.Set<Contact>().FirstOrDefaultAsync(c => c.Id == stays, ct);
        var other = await db.Set<Contact>().FirstOrDefaultAsync(c => c.Id == goes, ct);
        if (contact is null || other is null)
            return ContactErrors.NotFound;
        if (stays == goes)
            return ContactErrors.MergeWithItself;
        if (OrganizationErrors.StampFault(ifMatch, contact.Stamp) is { } stale)
            return stale;
        var fields = ContactFields.Parse(contact.Fields).UnitedWith(ContactFields.Parse(other.Fields));
        if (fields.Failed)
            return fields.Error;

        var now = time.GetUtcNow().UtcDateTime;
        contact.Change(contact.Phone, fields.Value, now);
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
        {
            if (other.ConsentAt(purpose) is { } at)
                contact.Hear(purpose, other.ConsentTo(purpose), at, now);
        }

        await CarryOverAsync(db, contact, other, ct);
        var optOut = await db.Set<OptOut>().AsNoTracking().FirstOrDefaultAsync(o => o.Phone == other.Phone, ct);
        var optedOut = optOut is null ? OptedOut.Nobody : await optOuts.AddAsync(db, organization, [contact.Phone], optOut.Source, ct);
        db.Remove(other);
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["merged"] = goes.ToString(), ["opted_out"] = optedOut.Added > 0 ? "yes" : "no" };
        await audit.AppendAsync(db, actor, new AuditAct("contact.merged", "contact", stays.ToString(), Details: details), ct);
        await write.CommitAsync(ct);
        foreach (var campaign in optedOut.Campaigns)
            ledger.Tell(campaign);
        return await ContactReader.DetailAsync(db, contact, await access.IsMaskedAsync(actor, ct), ct);
    }

    private static async Task CarryOverAsync(AdminDbContext db, Contact contact, Contact other, CancellationToken ct)
    {
        var tags = await db.Set<ContactTagEntry>().Where(e => e.ContactId == other.Id && !db.Set<ContactTagEntry>().Any(own => own.ContactId == contact.Id && own.TagId == e.TagId))
            .Join(db.Set<ContactTag>(), e => e.TagId, t => t.Id, (e, t) => t).ToListAsync(ct);
        db.AddRange(tags.Select(t => ContactTagEntry.Create(t, contact.Id)));
        var lists = await db.Set<ContactListEntry>().Where(e => e.ContactId == other.Id && !db.Set<ContactListEntry>().Any(own => own.ContactId == contact.Id && own.ListId == e.ListId))
            .Join(db.Set<ContactList>(), e => e.ListId, l => l.Id, (e, l) => l).ToListAsync(ct);
        db.AddRange(lists.Select(l => ContactListEntry.Create(l, contact.Id)));
        await db.Set<ConsentEntry>().Where(e => e.ContactId == other.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.ContactId, contact.Id), ct);
    }
}
