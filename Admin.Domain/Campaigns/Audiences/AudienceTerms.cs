using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>A part of an audience that was read against what there is. The one place that words whom a part names.</summary>
public sealed class AudienceTerms
{
    private readonly ContactTerms? _contacts;
    private readonly EarlierTerms? _earlier;

    internal AudienceTerms(ContactTerms? contacts, EarlierTerms? earlier) => (_contacts, _earlier) = (contacts, earlier);

    /// <summary>Everybody whom it names, each phone once. The organization is named in it, whatever the context shows.</summary>
    public IQueryable<NamedPerson> People(AdminDbContext db, OrganizationId organization) => _earlier is { } earlier
        ? earlier.Rows(db).Where(r => r.OrganizationId == organization).Select(r => new NamedPerson
        {
            Phone = r.Phone,
            // What is known of a contact now counts for more than what was known then.
            Fields = db.Set<Contact>().Where(c => c.OrganizationId == organization && c.Phone == r.Phone).Select(c => c.Fields).FirstOrDefault() ?? r.Fields,
        })
        : _contacts!.BySet(db).Where(c => c.OrganizationId == organization).Select(c => new NamedPerson { Phone = c.Phone, Fields = c.Fields });

    /// <summary>Everybody whom these name; who is named twice is there twice.</summary>
    public static IQueryable<NamedPerson> People(AdminDbContext db, OrganizationId organization, IReadOnlyList<AudienceTerms> parts) =>
        parts.Select(p => p.People(db, organization)).Aggregate((IQueryable<NamedPerson>?)null, (all, part) => all is null ? part : all.Concat(part))
        ?? new AudienceTerms(new ContactTerms(ContactFilter.Everybody, IsNobody: true), null).People(db, organization);

    /// <summary>How many it names, within the context's organization.</summary>
    internal Task<int> CountAsync(AdminDbContext db, CancellationToken ct) =>
        _earlier is { } earlier ? earlier.Rows(db).CountAsync(ct) : _contacts!.CountAsync(db, ct);
}

/// <summary>A person as SQL reads an audience.</summary>
public sealed class NamedPerson
{
    public required string Phone { get; init; }

    /// <summary>A flat JSON object of texts.</summary>
    public required string Fields { get; init; }
}
