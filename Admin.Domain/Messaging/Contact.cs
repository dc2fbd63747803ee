using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>A person that the organization may write to, once per phone.</summary>
public sealed class Contact : ITenantOwned
{
    /// <summary>E.164 with its plus sign.</summary>
    public const int PhoneMaxLength = 16;
    public const int FieldsMaxLength = 4000;

    private Contact()
    {
    }

    public ContactId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Phone { get; private set; } = "";

    /// <summary>A flat JSON object of strings: what templates can say of this person.</summary>
    public string Fields { get; private set; } = "{}";

    public DateTime CreatedAt { get; private set; }

    public static Contact Create(OrganizationId organization, string phone, string fields, DateTime now) =>
        new() { Id = ContactId.New(), OrganizationId = organization, Phone = phone, Fields = fields, CreatedAt = now };
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contacts");
        builder.HasKey(c => new { c.OrganizationId, c.Id });
        builder.Property(c => c.Phone).HasMaxLength(Contact.PhoneMaxLength);
        builder.Property(c => c.Fields).HasMaxLength(Contact.FieldsMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(c => c.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.OrganizationId, c.Phone }).IsUnique();
    }
}
