using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>That a contact carries a tag.</summary>
public sealed class ContactTagEntry : ITenantOwned
{
    private ContactTagEntry()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public ContactTagId TagId { get; private set; }

    public ContactId ContactId { get; private set; }

    public static ContactTagEntry Create(ContactTag tag, ContactId contact) =>
        new() { OrganizationId = tag.OrganizationId, TagId = tag.Id, ContactId = contact };
}

internal sealed class ContactTagEntryConfiguration : IEntityTypeConfiguration<ContactTagEntry>
{
    public void Configure(EntityTypeBuilder<ContactTagEntry> builder)
    {
        builder.ToTable("ContactTagEntries");
        builder.HasKey(e => new { e.OrganizationId, e.TagId, e.ContactId });
        builder.HasOne<ContactTag>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.TagId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Contact>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.ContactId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.ContactId });
    }
}
