using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

/// <summary>
/// Failures per e-mail address, known or not: a lockout that only real accounts had would tell which addresses are real.
/// </summary>
public sealed class SignInFailures
{
    public const int MaxFailures = 5;
    public const int KeyLength = 64;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    private SignInFailures()
    {
    }

    /// <summary>Keyed hash of the normalised address.</summary>
    public string Key { get; private set; } = "";

    public int Count { get; private set; }

    public DateTime LastAt { get; private set; }

    public DateTime? LockedUntil { get; private set; }

    public static SignInFailures Create(string key) => new() { Key = key };

    /// <summary>How long the address stays locked; null when it is not.</summary>
    public TimeSpan? LockedAt(DateTime now) => LockedUntil is { } until && now < until ? until - now : null;

    /// <summary>Counts one more. Failures further apart than the lockout start anew.</summary>
    public void Add(DateTime now)
    {
        Count = now - LastAt < LockedFor ? Count + 1 : 1;
        LastAt = now;
        if (Count < MaxFailures)
            return;
        LockedUntil = now + LockedFor;
        Count = 0;
    }
}

internal sealed class SignInFailuresConfiguration : IEntityTypeConfiguration<SignInFailures>
{
    public void Configure(EntityTypeBuilder<SignInFailures> builder)
    {
        builder.ToTable("SignInFailures");
        builder.HasKey(f => f.Key);
        builder.Property(f => f.Key).HasMaxLength(SignInFailures.KeyLength);
        builder.HasIndex(f => f.LastAt);
    }
}
