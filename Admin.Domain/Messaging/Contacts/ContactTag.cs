using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>A word that contacts carry. Comes into being with its first use and goes with its last.</summary>
public sealed class ContactTag : ITenantOwned
{
    public const int NameMaxLength = 50;

    private ContactTag()
    {
    }

    public ContactTagId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lower-case name (<see cref="Names.Normalize"/>): unique in the organization, and what filters name.</summary>
    public string NormalizedName { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public static ContactTag Create(OrganizationId organization, string name, DateTime now) => new()
    {
        Id = ContactTagId.New(),
        OrganizationId = organization,
        Name = name.Trim(),
        NormalizedName = Names.Normalize(name),
        CreatedAt = now,
    };

    /// <summary>Whether a text can be a tag: 1 to 50 characters, no comma (lists of tags are written with commas), no control characters.</summary>
    public static bool IsName(string? text) =>
        text?.Trim() is { Length: > 0 and <= NameMaxLength } name && !name.Contains(',', StringComparison.Ordinal) && !name.Any(char.IsControl);
}

internal sealed class ContactTagConfiguration : IEntityTypeConfiguration<ContactTag>
{
    public void Configure(EntityTypeBuilder<ContactTag> builder)
    {
        builder.ToTable("ContactTags");
        builder.HasKey(t => new { t.OrganizationId, t.Id });
        builder.Property(t => t.Name).HasMaxLength(ContactTag.NameMaxLength);
        builder.Property(t => t.NormalizedName).HasMaxLength(ContactTag.NameMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(t => t.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.OrganizationId, t.NormalizedName }).IsUnique();
    }
}
