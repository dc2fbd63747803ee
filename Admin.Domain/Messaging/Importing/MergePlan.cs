using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What a batch does, given the contacts that are there: whom it makes, whom it changes, who consents and who carries which tag.</summary>
public sealed class MergePlan
{
    public List<AddedContact> Added { get; } = [];

    public List<ChangedContact> Changed { get; } = [];

    /// <summary>Contacts that were there and of whose consent nothing was known.</summary>
    public List<Guid> KnownConsenting { get; } = [];

    public List<Guid> NewConsenting { get; } = [];

    public List<Guid> Everybody { get; } = [];

    /// <summary>By normalised name: as it was first written, and who carries it.</summary>
    public Dictionary<string, (string Name, List<Guid> Contacts)> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Contacts that were there and that change in any way that is theirs.</summary>
    public int UpdatedCount { get; private set; }

    public static MergePlan Of(ImportBatch batch, IReadOnlyDictionary<string, Contact> known)
    {
        var plan = new MergePlan();
        foreach (var row in batch.Rows)
        {
            var consents = batch.Consent is not null && row.Consents;
            if (known.TryGetValue(row.Phone, out var contact))
                plan.Meet(batch, row, contact, consents);
            else
                plan.Make(batch, row, consents);
            foreach (var tag in batch.Tags.Concat(row.Tags))
                plan.Tag(tag);
        }

        return plan;
    }

    private void Make(ImportBatch batch, ImportRow row, bool consents)
    {
        var id = ContactId.New().Value;
        Added.Add(new AddedContact(id, row, consents ? batch.Consent : null));
        Everybody.Add(id);
        if (consents)
            NewConsenting.Add(id);
    }

    private void Meet(ImportBatch batch, ImportRow row, Contact contact, bool consents)
    {
        Everybody.Add(contact.Id.Value);
        var fields = Change(contact, row, batch.Existing);
        if (fields is not null)
            Changed.Add(new ChangedContact(contact.Id.Value, fields));
        // A file fills in what is unknown. It takes no withdrawal back, and what was given before stays as it was told.
        var hears = consents && contact.ConsentTo(batch.Consent!.Purpose) == ConsentState.Unknown;
        if (hears)
            KnownConsenting.Add(contact.Id.Value);
        if (fields is not null || hears)
            UpdatedCount++;
    }

    /// <summary>The contact's fields afterwards; null when they stay as they are, also because a contact cannot hold that much.</summary>
    private static ContactFields? Change(Contact contact, ImportRow row, ExistingContacts existing)
    {
        if (existing == ExistingContacts.Leave)
            return null;
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, text) in ContactFields.Parse(contact.Fields).Values)
            fields[name] = text;
        var changes = false;
        foreach (var (name, text) in row.Fields)
        {
            if (fields.TryGetValue(name, out var before) && (existing == ExistingContacts.FillEmpty || before == text))
                continue;
            fields[name] = text;
            changes = true;
        }

        return changes && ContactFields.Of(fields) is { Failed: false, Value: var made } ? made : null;
    }

    private void Tag(string name)
    {
        var key = Names.Normalize(name);
        if (!Tags.TryGetValue(key, out var tag))
            Tags[key] = tag = (name.Trim(), []);
        // The same tag may stand with the file and with the row.
        if (tag.Contacts.Count == 0 || tag.Contacts[^1] != Everybody[^1])
            tag.Contacts.Add(Everybody[^1]);
    }
}

/// <summary>A contact to be made.</summary>
public sealed record AddedContact(Guid Id, ImportRow Row, ImportConsent? Consent);

/// <summary>A contact to be changed.</summary>
public sealed record ChangedContact(Guid Id, ContactFields Fields);
