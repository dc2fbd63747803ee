using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>A person that the organization may write to, once per phone.</summary>
public sealed class Contact : ITenantOwned, IVersioned
{
    /// <summary>E.164 with its plus sign.</summary>
    public const int PhoneMaxLength = 16;
    public const int NameMaxLength = 200;
    public const int FieldsMaxLength = 4000;

    private Contact()
    {
    }

    public ContactId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Canonical (<see cref="CanonicalPhone"/>): a mobile written with and without its ninth digit is one contact.</summary>
    public string Phone { get; private set; } = "";

    /// <summary>As people write it; empty when nobody told it. Always the field <c>name</c> of <see cref="Fields"/>.</summary>
    public string Name { get; private set; } = "";

    /// <summary><see cref="Name"/> as it is searched and sorted by: see <see cref="SearchKey"/>.</summary>
    public string SearchName { get; private set; } = "";

    /// <summary>A flat JSON object of strings: what templates can say of this person. See <see cref="ContactFields"/>.</summary>
    public string Fields { get; private set; } = "{}";

    /// <summary>What the last of the <see cref="ConsentEntry"/> rows for marketing says. Marketing templates go only to <see cref="ConsentState.Given"/>.</summary>
    public ConsentState MarketingConsent { get; private set; }

    /// <summary>When that was said; null while nothing is known.</summary>
    public DateTime? MarketingConsentAt { get; private set; }

    public ConsentState UtilityConsent { get; private set; }

    public DateTime? UtilityConsentAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    /// <param name="phone">Canonical E.164.</param>
    public static Contact Create(OrganizationId organization, string phone, ContactFields fields, DateTime now)
    {
        var contact = new Contact { Id = ContactId.New(), OrganizationId = organization, CreatedAt = now };
        contact.Change(phone, fields, now);
        return contact;
    }

    /// <param name="phone">Canonical E.164.</param>
    public void Change(string phone, ContactFields fields, DateTime now)
    {
        Phone = phone;
        Fields = fields.ToJson();
        Name = fields.Name;
        SearchName = SearchKey.Of(fields.Name);
        UpdatedAt = now;
    }

    public ConsentState ConsentTo(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Marketing => MarketingConsent,
        ConsentPurpose.Utility => UtilityConsent,
    };

    public DateTime? ConsentAt(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Marketing => MarketingConsentAt,
        ConsentPurpose.Utility => UtilityConsentAt,
    };

    /// <summary>
    /// Takes over what an entry says. False when something said later is known: an old list that comes in late takes nothing back. Of two
    /// things said at the same moment the withdrawal counts.
    /// </summary>
    public bool Hear(ConsentPurpose purpose, ConsentState state, DateTime at, DateTime now)
    {
        if (ConsentAt(purpose) > at || (ConsentAt(purpose) == at && ConsentTo(purpose) == ConsentState.Withdrawn))
            return false;
        if (purpose == ConsentPurpose.Marketing)
            (MarketingConsent, MarketingConsentAt) = (state, at);
        else
            (UtilityConsent, UtilityConsentAt) = (state, at);
        UpdatedAt = now;
        return true;
    }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contacts");
        builder.HasKey(c => new { c.OrganizationId, c.Id });
        builder.Property(c => c.Phone).HasMaxLength(Contact.PhoneMaxLength);
        builder.Property(c => c.Name).HasMaxLength(Contact.NameMaxLength);
        builder.Property(c => c.SearchName).HasMaxLength(Contact.NameMaxLength);
        builder.Property(c => c.Fields).HasMaxLength(Contact.FieldsMaxLength);
        builder.Property(c => c.MarketingConsent).HasDefaultValue(ConsentState.Unknown);
        builder.Property(c => c.UtilityConsent).HasDefaultValue(ConsentState.Unknown);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganizationId, c.Phone }).IsUnique();
        // The order of the list: nothing is sorted, however many there are. The id settles those of one import, by the database's own order of ids.
        builder.HasIndex(c => new { c.OrganizationId, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.SearchName, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.MarketingConsent, c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.OrganizationId, c.UtilityConsent, c.CreatedAt, c.Id });
    }
}
