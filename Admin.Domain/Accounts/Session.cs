using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

public enum SessionKind
{
    /// <summary>A browser, held by a cookie.</summary>
    Cookie,

    /// <summary>A program, held by access and refresh tokens.</summary>
    Bearer,
}

/// <summary>
/// One sign-in. It keeps when its person last proved who they are (step-up) and the security stamp of that time:
/// a changed stamp (password, role, second factor, disabled) ends it.
/// </summary>
public sealed class Session
{
    public const int AddressMaxLength = 64;
    public const int DeviceMaxLength = 200;

    /// <summary>How long a sign-in or a confirmation counts as fresh enough for what step-up guards.</summary>
    public static readonly TimeSpan StepUpWindow = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private Session()
    {
    }

    public SessionId Id { get; private set; }

    public PersonId PersonId { get; private set; }

    public SessionKind Kind { get; private set; }

    public string Stamp { get; private set; } = "";

    public string? Address { get; private set; }

    /// <summary>The browser or program as it names itself, cut to <see cref="DeviceMaxLength"/>.</summary>
    public string? Device { get; private set; }

    public DateTime SignedInAt { get; private set; }

    public DateTime ConfirmedAt { get; private set; }

    public DateTime LastSeenAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    public static Session Create(Person person, SessionKind kind, string? address, string? device, DateTime now) => new()
    {
        Id = SessionId.New(),
        PersonId = person.Id,
        Kind = kind,
        Stamp = person.SecurityStamp ?? "",
        Address = address,
        Device = device is { Length: > DeviceMaxLength } ? device[..DeviceMaxLength] : device,
        SignedInAt = now,
        ConfirmedAt = now,
        LastSeenAt = now,
        ExpiresAt = now + Lifetime,
    };

    public bool IsAlive(string? currentStamp, DateTime now) => RevokedAt is null && now < ExpiresAt && Stamp == currentStamp;

    public bool IsConfirmed(DateTime now) => now - ConfirmedAt < StepUpWindow;

    public void Confirm(DateTime now) => ConfirmedAt = now;

    public void Revoke(DateTime now) => RevokedAt ??= now;

    /// <summary>Takes over a new stamp: the person changed their own password or second factor in this very session.</summary>
    public void Renew(string stamp) => Stamp = stamp;

    public void Seen(DateTime now) => LastSeenAt = now;
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Address).HasMaxLength(Session.AddressMaxLength);
        builder.Property(s => s.Device).HasMaxLength(Session.DeviceMaxLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => new { s.PersonId, s.ExpiresAt });
    }
}
