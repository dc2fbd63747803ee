using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>In which currency an organization's <see cref="MessagePrice"/>s are, and when they were last set.</summary>
public sealed class PriceBook : ITenantOwned, IVersioned
{
    public const int CurrencyLength = 3;

    private PriceBook()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static PriceBook Create(OrganizationId organization) => new() { OrganizationId = organization };

    public void Set(string currency, DateTime now) => (Currency, ChangedAt) = (currency, now);
}

internal sealed class PriceBookConfiguration : IEntityTypeConfiguration<PriceBook>
{
    public void Configure(EntityTypeBuilder<PriceBook> builder)
    {
        builder.ToTable("PriceBooks");
        builder.HasKey(b => b.OrganizationId);
        builder.Property(b => b.Currency).HasMaxLength(PriceBook.CurrencyLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(b => b.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
