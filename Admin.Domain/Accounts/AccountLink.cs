using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

public enum AccountLinkKind
{
    /// <summary>Lets a person set a new password.</summary>
    PasswordReset,

    /// <summary>Lets whoever started the application make the first super admin.</summary>
    FirstSuperAdmin,
}

/// <summary>A link that works once and not for long; kept as SHA-256 of its token.</summary>
public sealed class AccountLink
{
    public const int HashLength = 64;

    private AccountLink()
    {
    }

    public string Hash { get; private set; } = "";

    public AccountLinkKind Kind { get; private set; }

    /// <summary>Whose password; null for the first super admin, who does not exist yet.</summary>
    public PersonId? PersonId { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? UsedAt { get; private set; }

    public static AccountLink Create(AccountLinkKind kind, PersonId? person, string hash, DateTime expiresAt) =>
        new() { Kind = kind, PersonId = person, Hash = hash, ExpiresAt = expiresAt };

    public bool IsOpen(AccountLinkKind kind, DateTime now) => Kind == kind && UsedAt is null && now < ExpiresAt;

    public void Use(DateTime now) => UsedAt = now;
}

internal sealed class AccountLinkConfiguration : IEntityTypeConfiguration<AccountLink>
{
    public void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        builder.ToTable("AccountLinks");
        builder.HasKey(l => l.Hash);
        builder.Property(l => l.Hash).HasMaxLength(AccountLink.HashLength);
        builder.Property(l => l.UsedAt).IsConcurrencyToken();
        builder.HasIndex(l => l.PersonId);
    }
}
