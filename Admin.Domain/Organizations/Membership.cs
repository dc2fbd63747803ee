using Admin.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Organizations;

/// <summary>A person's role in one organization. Super admins have none: they enter organizations by a visit.</summary>
public sealed class Membership : ITenantOwned, IVersioned
{
    private Membership()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }

    public Role Role { get; private set; }

    public DateTime JoinedAt { get; private set; }

    /// <summary>Set while the organization keeps this person out; their account and other memberships go on.</summary>
    public DateTime? DisabledAt { get; private set; }

    public bool IsDisabled => DisabledAt is not null;

    public Guid Stamp { get; private set; }

    public static Membership Create(OrganizationId organization, PersonId person, Role role, DateTime now) =>
        new() { OrganizationId = organization, PersonId = person, Role = role, JoinedAt = now };

    public void ChangeRole(Role role) => Role = role;

    public void Disable(DateTime now) => DisabledAt ??= now;

    public void Enable() => DisabledAt = null;
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("Memberships");
        builder.HasKey(m => new { m.OrganizationId, m.PersonId });
        builder.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(m => m.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.PersonId);
        builder.Ignore(m => m.IsDisabled);
    }
}
