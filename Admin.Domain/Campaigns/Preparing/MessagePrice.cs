using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What a message costs an organization, by its category and the country that it goes to; an admin keeps the list.</summary>
public sealed class MessagePrice : ITenantOwned
{
    public const int CategoryMaxLength = 20;
    public const int CountryLength = 2;
    public const decimal Largest = 1_000;

    /// <summary>Amounts are kept in millionths: whole numbers add up exactly on every database.</summary>
    public const decimal Millionths = 1_000_000;

    private MessagePrice()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>In WhatsApp's word, such as <c>marketing</c>.</summary>
    public string Category { get; private set; } = "";

    /// <summary>ISO 3166; empty: every country that has no price of its own.</summary>
    public string Country { get; private set; } = "";

    public long Micros { get; private set; }

    public static MessagePrice Create(OrganizationId organization, string category, string country, decimal amount) =>
        new() { OrganizationId = organization, Category = category, Country = country, Micros = ToMicros(amount) };

    public static long ToMicros(decimal amount) => (long)decimal.Round(amount * Millionths);

    public static decimal FromMicros(long micros) => micros / Millionths;
}

internal sealed class MessagePriceConfiguration : IEntityTypeConfiguration<MessagePrice>
{
    public void Configure(EntityTypeBuilder<MessagePrice> builder)
    {
        builder.ToTable("MessagePrices");
        builder.HasKey(p => new { p.OrganizationId, p.Category, p.Country });
        builder.Property(p => p.Category).HasMaxLength(MessagePrice.CategoryMaxLength);
        builder.Property(p => p.Country).HasMaxLength(MessagePrice.CountryLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
