using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>A named set of contacts.</summary>
public sealed class ContactList : ITenantOwned, IVersioned
{
    public const int NameMaxLength = 100;

    private ContactList()
    {
    }

    public ContactListId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lower-case name: unique in the organization.</summary>
    public string NormalizedName { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    /// <summary>Whether a text can be the name of a list.</summary>
    public static bool IsName(string? text) => text?.Trim() is { Length: > 0 and <= NameMaxLength } name && !name.Any(char.IsControl);

    public static ContactList Create(OrganizationId organization, string name, DateTime now) => new()
    {
        Id = ContactListId.New(),
        OrganizationId = organization,
        Name = name.Trim(),
        NormalizedName = Names.Normalize(name),
        CreatedAt = now,
    };

    public void Rename(string name)
    {
        Name = name.Trim();
        NormalizedName = Names.Normalize(name);
    }
}

internal sealed class ContactListConfiguration : IEntityTypeConfiguration<ContactList>
{
    public void Configure(EntityTypeBuilder<ContactList> builder)
    {
        builder.ToTable("ContactLists");
        builder.HasKey(l => new { l.OrganizationId, l.Id });
        builder.Property(l => l.Name).HasMaxLength(ContactList.NameMaxLength);
        builder.Property(l => l.NormalizedName).HasMaxLength(ContactList.NameMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(l => l.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.OrganizationId, l.NormalizedName }).IsUnique();
    }
}
