using Admin.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Organizations;

/// <summary>A customer of the platform: the tenant. Pages address it by its slug, rows by its id.</summary>
public sealed class Organization : IVersioned
{
    public const int NameMaxLength = 100;
    public const int SlugMaxLength = 60;
    public const int KeywordsMaxLength = 1000;

    private Organization()
    {
    }

    public OrganizationId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Unique, lower case; stands in addresses.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>ISO 3166 region that phone numbers without a country code belong to.</summary>
    public string DefaultRegion { get; private set; } = "BR";

    public bool RequiresSecondFactor { get; private set; }

    /// <summary>Words, one a line, by which a person who answers wants no more campaigns; null: <see cref="Messaging.OptOutWords.Default"/>.</summary>
    public string? OptOutKeywords { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? SuspendedAt { get; private set; }

    public bool IsSuspended => SuspendedAt is not null;

    public Guid Stamp { get; private set; }

    public static Organization Create(string name, string slug, DateTime now) =>
        new() { Id = OrganizationId.New(), Name = name.Trim(), Slug = slug, CreatedAt = now };

    public static bool IsName(string? name) => name?.Trim() is { Length: > 0 and <= NameMaxLength } trimmed && !trimmed.Any(char.IsControl);

    public void Rename(string name) => Name = name.Trim();

    public void RequireSecondFactor(bool required) => RequiresSecondFactor = required;

    public void OptOutBy(Messaging.OptOutWords words) => OptOutKeywords = words.ToString();

    public Result Suspend(DateTime now)
    {
        if (IsSuspended)
            return OrganizationErrors.AlreadySuspended;
        SuspendedAt = now;
        return Result.Ok;
    }

    public Result Resume()
    {
        if (!IsSuspended)
            return OrganizationErrors.NotSuspended;
        SuspendedAt = null;
        return Result.Ok;
    }
}

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("Organizations");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Name).HasMaxLength(Organization.NameMaxLength);
        builder.Property(o => o.Slug).HasMaxLength(Organization.SlugMaxLength);
        builder.Property(o => o.DefaultRegion).HasMaxLength(2);
        builder.Property(o => o.OptOutKeywords).HasMaxLength(Organization.KeywordsMaxLength);
        builder.HasIndex(o => o.Slug).IsUnique();
        builder.Ignore(o => o.IsSuspended);
    }
}
