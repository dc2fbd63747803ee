using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>Changes of one contact.</summary>
public sealed class ContactEditor(IAdminDb adminDb, Access access, AuditLog audit, IPhoneNumbers phones, TimeProvider time)
{
    private const string Subject = "contact";

    public async Task<Result<ContactDetail>> CreateAsync(Actor actor, ContactDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var read = await ReadAsync(db, allowed.Value, draft, null, ct);
        if (read.Failed)
            return read.Error;
        var (phone, fields, tags) = read.Value;

        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Contact>().AnyAsync(c => c.Phone == phone, ct))
            return ContactErrors.PhoneTaken;
        var now = time.GetUtcNow().UtcDateTime;
        var contact = Contact.Create(allowed.Value, phone, fields, now);
        db.Add(contact);
        if (tags is not null)
            await ContactTagging.SetAsync(db, contact, tags, now, ct);
        await audit.AppendAsync(db, actor, Act("contact.created", contact.Id), ct);
        await write.CommitAsync(ct);
        return await ShowAsync(db, actor, contact, ct);
    }

    public async Task<Result<ContactDetail>> ChangeAsync(Actor actor, ContactId id, ContactDraft draft, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Contact>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } contact)
            return ContactErrors.NotFound;
        if (OrganizationErrors.StampFault(ifMatch, contact.Stamp) is { } stale)
            return stale;
        var read = await ReadAsync(db, allowed.Value, draft, contact, ct);
        if (read.Failed)
            return read.Error;
        var (phone, fields, tags) = read.Value;
        if (phone != contact.Phone && await db.Set<Contact>().AnyAsync(c => c.Phone == phone, ct))
            return ContactErrors.PhoneTaken;
        var now = time.GetUtcNow().UtcDateTime;
        contact.Change(phone, fields, now);
        if (tags is not null)
            await ContactTagging.SetAsync(db, contact, tags, now, ct);
        await audit.AppendAsync(db, actor, Act("contact.changed", id), ct);
        await write.CommitAsync(ct);
        return await ShowAsync(db, actor, contact, ct);
    }

    /// <summary>What campaigns sent stays: it is the ledger. An opt-out stays too.</summary>
    public async Task<Result> DeleteAsync(Actor actor, ContactId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Contact>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } contact)
            return ContactErrors.NotFound;
        db.Remove(contact);
        await audit.AppendAsync(db, actor, Act("contact.deleted", id), ct);
        await db.SaveChangesAsync(ct);
        await ContactTagging.PruneAsync(db, ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>Writes down that the person gave or withdrew consent. What they said earlier than what is known changes nothing but the history.</summary>
    public async Task<Result<ContactDetail>> RecordConsentAsync(Actor actor, ContactId id, ConsentDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Contact>().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } contact)
            return ContactErrors.NotFound;
        if (ContactRules.CheckConsent(draft, now) is { } fault)
            return fault;
        var at = draft.At?.ToUniversalTime() ?? now;
        db.Add(ConsentEntry.Create(contact, draft.Purpose, draft.State, at, draft.Source!.Trim(), actor, now));
        contact.Hear(draft.Purpose, draft.State, at, now);
        // Without the source: it is free text, and the audit holds nothing personal.
        await audit.AppendAsync(db, actor, Act("contact.consent_recorded", id, ("purpose", SnakeCase.Of(draft.Purpose)), ("state", SnakeCase.Of(draft.State))), ct);
        await write.CommitAsync(ct);
        return await ShowAsync(db, actor, contact, ct);
    }

    private async Task<Result<(string Phone, ContactFields Fields, IReadOnlyList<string>? Tags)>> ReadAsync(AdminDbContext db, OrganizationId organization, ContactDraft draft, Contact? current, CancellationToken ct)
    {
        List<Error> faults = [];
        var phone = draft.Phone is null ? current?.Phone : await phones.ReadAsync(db, organization, draft.Phone, ct);
        if (phone is null)
            faults.Add(OptOutErrors.PhoneInvalid);
        var fields = ContactRules.ReadFields(draft, current is null ? ContactFields.None : ContactFields.Parse(current.Fields));
        if (fields.Failed)
            faults.AddRange([fields.Error with { Others = [] }, .. fields.Error.Others]);
        var tags = draft.Tags is null ? null : (Result<IReadOnlyList<string>>?)ContactRules.ReadTags(draft.Tags);
        if (tags is { Failed: true } wrong)
            faults.Add(wrong.Error!);
        return Error.Join(faults) is { } fault ? fault : (phone!, fields.Value, tags?.Value);
    }

    private async Task<ContactDetail> ShowAsync(AdminDbContext db, Actor actor, Contact contact, CancellationToken ct) =>
        await ContactReader.DetailAsync(db, contact, await access.IsMaskedAsync(actor, ct), ct);

    private static AuditAct Act(string action, ContactId id, params (string Name, string Value)[] details) =>
        new(action, Subject, id.ToString(), Details: details.Length == 0 ? null : details.ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal));
}
