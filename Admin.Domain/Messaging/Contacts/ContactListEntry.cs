using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>That a contact stands on a list.</summary>
public sealed class ContactListEntry : ITenantOwned
{
    private ContactListEntry()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public ContactListId ListId { get; private set; }

    public ContactId ContactId { get; private set; }

    public static ContactListEntry Create(ContactList list, ContactId contact) =>
        new() { OrganizationId = list.OrganizationId, ListId = list.Id, ContactId = contact };
}

internal sealed class ContactListEntryConfiguration : IEntityTypeConfiguration<ContactListEntry>
{
    public void Configure(EntityTypeBuilder<ContactListEntry> builder)
    {
        builder.ToTable("ContactListEntries");
        builder.HasKey(e => new { e.OrganizationId, e.ListId, e.ContactId });
        builder.HasOne<ContactList>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.ListId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Contact>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.ContactId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(e => new { e.OrganizationId, e.ContactId });
    }
}
