using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

/// <summary>An offer to join an organization, sent to one address. Its link works once and for an hour, and is kept only as a hash.</summary>
public sealed class Invitation : ITenantOwned, IVersioned
{
    public const int HashLength = 64;
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private Invitation()
    {
    }

    public InvitationId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Email { get; private set; } = "";

    public string NormalizedEmail { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>SHA-256 of the link's token, lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    public PersonId? InvitedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static Invitation Create(OrganizationId organization, string email, Role role, string hash, PersonId? invitedBy, DateTime now) => new()
    {
        Id = InvitationId.New(),
        OrganizationId = organization,
        Email = email,
        NormalizedEmail = Emails.Normalize(email),
        Role = role,
        Hash = hash,
        InvitedBy = invitedBy,
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    public bool IsOpen(DateTime now) => AcceptedAt is null && RevokedAt is null && now < ExpiresAt;

    public void Accept(DateTime now) => AcceptedAt = now;

    public void Revoke(DateTime now) => RevokedAt ??= now;
}

internal sealed class InvitationConfiguration : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("Invitations");
        builder.HasKey(i => new { i.OrganizationId, i.Id });
        builder.Property(i => i.Email).HasMaxLength(Person.EmailMaxLength);
        builder.Property(i => i.NormalizedEmail).HasMaxLength(Person.EmailMaxLength);
        builder.Property(i => i.Hash).HasMaxLength(Invitation.HashLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.Hash).IsUnique();
        builder.HasIndex(i => new { i.OrganizationId, i.NormalizedEmail });
    }
}
