using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// Somebody whom the organization's campaigns wrote to lately, from a number whose portfolio may write to so many people in
/// 24 hours. Kept a day; a call that reached nobody gives the place back.
/// </summary>
public sealed class PortfolioPerson : ITenantOwned
{
    private PortfolioPerson()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>E.164.</summary>
    public string Phone { get; private set; } = "";

    public DateTime WrittenAt { get; private set; }

    /// <summary>The try that <see cref="WrittenAt"/> is of.</summary>
    public Guid AttemptId { get; private set; }

    /// <summary>When the person was written to before that; null when not.</summary>
    public DateTime? WrittenBefore { get; private set; }

    public static PortfolioPerson Create(OrganizationId organization, string phone, Guid attempt, DateTime at) =>
        new() { OrganizationId = organization, Phone = phone, AttemptId = attempt, WrittenAt = at };

    public void Write(Guid attempt, DateTime at) => (WrittenBefore, WrittenAt, AttemptId) = (WrittenAt, at, attempt);

    /// <summary>The try reached nobody. False when the person was not written to before either, so that the place is free.</summary>
    public bool TakeBack()
    {
        if (WrittenBefore is not { } before)
            return false;
        (WrittenAt, WrittenBefore) = (before, null);
        return true;
    }
}

internal sealed class PortfolioPersonConfiguration : IEntityTypeConfiguration<PortfolioPerson>
{
    public void Configure(EntityTypeBuilder<PortfolioPerson> builder)
    {
        builder.ToTable("PortfolioPeople");
        builder.HasKey(p => new { p.OrganizationId, p.Phone });
        builder.Property(p => p.Phone).HasMaxLength(Contact.PhoneMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(p => p.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.OrganizationId, p.WrittenAt });
    }
}
