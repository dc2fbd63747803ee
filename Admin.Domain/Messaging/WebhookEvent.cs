using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

public enum WebhookEventState
{
    /// <summary>Stored and acknowledged, not looked at yet.</summary>
    Received,

    /// <summary>Names messages that we do not know (yet): our own commit may still be under way. Looked at again.</summary>
    Parked,

    Merged,

    /// <summary>Signed rightly, but not readable. Kept for a person to look at.</summary>
    Unreadable,
}

/// <summary>
/// The body of one verified POST, stored raw before it is acknowledged. One body may touch several organizations,
/// so it belongs to the platform; what it says is applied only to the organizations whose numbers it names.
/// </summary>
public sealed class WebhookEvent
{
    public const int HashLength = 64;

    /// <summary>After 5, 25 and 125 seconds an unknown message is another program's.</summary>
    private const int LooksBeforeGivenUp = 3;

    private WebhookEvent()
    {
    }

    /// <summary>In the order of storing; made by the database.</summary>
    public long Key { get; private set; }

    /// <summary>SHA-256 of the body, lower-case hex: a repeated delivery is stored once.</summary>
    public string Hash { get; private set; } = "";

    public byte[] Body { get; private set; } = [];

    public WebhookEventState State { get; private set; }

    public DateTime ReceivedAt { get; private set; }

    /// <summary>When to look at it (again).</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>How often it was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>Its statuses are in the ledger; or there is nothing in it for us.</summary>
    public void Merged() => (State, Looks) = (WebhookEventState.Merged, Looks + 1);

    public void CannotBeRead() => (State, Looks) = (WebhookEventState.Unreadable, Looks + 1);

    /// <summary>Some of its messages are not known yet; looked at again, unless that was tried often enough.</summary>
    public void Park(DateTime now)
    {
        Looks++;
        State = Looks > LooksBeforeGivenUp ? WebhookEventState.Merged : WebhookEventState.Parked;
        DueAt = now.AddSeconds(Math.Pow(5, Looks));
    }

    /// <summary>Beyond its organization's limit: stays as it is and is tried again then.</summary>
    public void Hold(DateTime until) => DueAt = until;

    public static WebhookEvent Create(string hash, byte[] body, DateTime now) =>
        new() { Hash = hash, Body = body, State = WebhookEventState.Received, ReceivedAt = now, DueAt = now };
}

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("WebhookEvents");
        builder.HasKey(e => e.Key);
        builder.Property(e => e.Key).ValueGeneratedOnAdd();
        builder.Property(e => e.Hash).HasMaxLength(WebhookEvent.HashLength).IsFixedLength().IsUnicode(false);
        builder.HasIndex(e => e.Hash).IsUnique();
        builder.HasIndex(e => new { e.State, e.DueAt, e.Key });
    }
}
