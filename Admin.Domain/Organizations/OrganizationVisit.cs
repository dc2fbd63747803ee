using Admin.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Organizations;

/// <summary>A super admin's stay in one organization: entered with a reason, over after an hour, seen by that organization's audit.</summary>
public sealed class OrganizationVisit : ITenantOwned
{
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(60);

    private OrganizationVisit()
    {
    }

    public OrganizationVisitId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTime EnteredAt { get; private set; }

    public DateTime EndsAt { get; private set; }

    public static OrganizationVisit Create(OrganizationId organization, PersonId person, string reason, DateTime now) =>
        new() { Id = OrganizationVisitId.New(), OrganizationId = organization, PersonId = person, Reason = reason, EnteredAt = now, EndsAt = now + Duration };

    public void Leave(DateTime now) => EndsAt = now;
}

internal sealed class OrganizationVisitConfiguration : IEntityTypeConfiguration<OrganizationVisit>
{
    public void Configure(EntityTypeBuilder<OrganizationVisit> builder)
    {
        builder.ToTable("OrganizationVisits");
        builder.HasKey(v => new { v.OrganizationId, v.Id });
        builder.Property(v => v.Reason).HasMaxLength(Auditing.AuditEntry.ReasonMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(v => v.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.PersonId, v.EndsAt });
    }
}
