using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging.Templating;

/// <summary>Contacts whose fields a preview can be filled with. Their fields are personal, so without the right to see that nobody is shown.</summary>
public sealed class SampleContacts(IAdminDb adminDb, Access access, ContactFinder finder)
{
    public const int Most = 20;

    /// <param name="text">As the list of contacts is searched: a phone, a part of one, or of a name; null for the first ones by name.</param>
    public async Task<Result<IReadOnlyList<SampleContact>>> FindAsync(Actor actor, string? text, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.ReadPersonal, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var terms = await finder.ReadAsync(db, allowed.Value, new ContactFilter(Text: text), ct);
        if (terms.Failed)
            return terms.Error;
        var found = await terms.Value.RowsAsync(db, ContactOrder.Name, new PageRequest(size: Most), ct);
        return found.Select(c => new SampleContact(c.Id, c.Phone, ParameterTemplate.ReadFields(c.Fields))).ToList();
    }
}

/// <param name="Fields">Columns by their lower-case names.</param>
public sealed record SampleContact(ContactId Id, string Phone, IReadOnlyDictionary<string, string> Fields)
{
    public override string ToString() => Id.ToString();
}
