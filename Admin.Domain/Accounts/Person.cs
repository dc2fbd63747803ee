using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

/// <summary>Somebody who can sign in; platform-wide. Organizations know a person through memberships.</summary>
public sealed class Person : IdentityUser<PersonId>
{
    public const int NameMaxLength = 100;
    public const int EmailMaxLength = 256;
    public const int ProtectedSecretMaxLength = 500;

    private Person()
    {
    }

    public string Name { get; private set; } = "";

    public bool IsSuperAdmin { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? DisabledAt { get; private set; }

    public bool IsDisabled => DisabledAt is not null;

    /// <summary>Secret of the authenticator app, encrypted; null until one is enrolled.</summary>
    public string? TotpSecret { get; private set; }

    /// <summary>A secret that was shown but not yet proven with a code, encrypted.</summary>
    public string? PendingTotpSecret { get; private set; }

    /// <summary>Time step of the last accepted code: each code counts once. Of two uses at once, one save fails on it.</summary>
    public long LastTotpStep { get; private set; }

    public static Person Create(string email, string name, DateTime now) => new()
    {
        Id = PersonId.New(),
        UserName = email,
        Email = email,
        Name = name.Trim(),
        CreatedAt = now,
        SecurityStamp = Guid.CreateVersion7().ToString(),
    };

    public void MakeSuperAdmin() => IsSuperAdmin = true;

    public void Rename(string name) => Name = name.Trim();

    public void Disable(DateTime now) => DisabledAt ??= now;

    public void Enable() => DisabledAt = null;

    /// <summary>Ends every session of this person; <see cref="Session.Renew"/> lets one take part.</summary>
    public void RenewStamp() => SecurityStamp = Guid.CreateVersion7().ToString();

    /// <summary>Sets a hash made by <see cref="PersonFactory"/> and ends the sessions.</summary>
    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        RenewStamp();
    }

    public void OfferSecondFactor(string protectedSecret) => PendingTotpSecret = protectedSecret;

    /// <summary>Takes the offered secret into use, after a first code proved it; ends the sessions.</summary>
    public void EnrolSecondFactor(long provenStep)
    {
        TotpSecret = PendingTotpSecret ?? throw new InvalidOperationException("No second factor was offered.");
        PendingTotpSecret = null;
        LastTotpStep = provenStep;
        TwoFactorEnabled = true;
        RenewStamp();
    }

    /// <summary>Takes the second factor away, by its owner or by an admin after loss; ends the sessions.</summary>
    public void RemoveSecondFactor()
    {
        TotpSecret = PendingTotpSecret = null;
        TwoFactorEnabled = false;
        RenewStamp();
    }

    public void UsedTotpStep(long step) => LastTotpStep = step;
}

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Name).HasMaxLength(Person.NameMaxLength);
        builder.Property(p => p.UserName).IsRequired();
        builder.Property(p => p.NormalizedUserName).IsRequired();
        builder.Property(p => p.Email).IsRequired();
        builder.Property(p => p.NormalizedEmail).IsRequired();
        builder.Property(p => p.TotpSecret).HasMaxLength(Person.ProtectedSecretMaxLength);
        builder.Property(p => p.PendingTotpSecret).HasMaxLength(Person.ProtectedSecretMaxLength);
        builder.Property(p => p.LastTotpStep).IsConcurrencyToken();
        builder.Ignore(p => p.IsDisabled);
    }
}
