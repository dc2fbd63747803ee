using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>That a contact stands on a list.</summary>
public sealed class ContactListEntry : ITenantOwned
{
    private ContactListEntry()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public ContactListId ListId { get; private set; }

    public ContactId ContactId { get; private set; }

    public static ContactListEntry Create(ContactList list, Contact contact) =>
        new() { OrganizationId = list.OrganizationId, ListId = list.Id, ContactId = contact.Id };
}

internal sealed class ContactListEntryConfiguration : IEntityTypeConfiguration<ContactListEntry>
{
    public void Configure(EntityTypeBuilder<ContactListEntry> builder)
    {
        builder.ToTable("ContactListEntries");
        builder.HasKey(e => new { e.OrganizationId, e.ListId, e.ContactId });
        builder.HasOne<ContactList>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.ListId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Contact>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.ContactId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.OrganizationId, e.ContactId });
    }
}
