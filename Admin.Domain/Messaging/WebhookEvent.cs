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
/// One verified POST, stored before it is acknowledged. One may touch several organizations, so it belongs to the platform; what it
/// says is applied only to numbers of the app that signed it. Its bytes lie in a row of their own, so that a new state is a small write.
/// </summary>
public sealed class WebhookEvent
{
    public const int HashLength = 64;
    public const int NumbersMaxLength = 1000;

    /// <summary>Instead of the numbers, where they do not fit.</summary>
    public const string ManyNumbers = "*";

    /// <summary>After 5, 25 and 125 seconds an unknown message is another program's.</summary>
    private const int LooksBeforeGivenUp = 3;

    private WebhookEvent()
    {
    }

    /// <summary>In the order of storing; made by the database.</summary>
    public long Key { get; private set; }

    /// <summary>Whose secret signed it.</summary>
    public WhatsAppAppId App { get; private set; }

    /// <summary>SHA-256 of the app and the body, lower-case hex: a repeated delivery is stored once.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>WhatsApp's ids of the numbers that it names, in order, a space between them; see <see cref="ManyNumbers"/>.</summary>
    public string Numbers { get; private set; } = "";

    /// <summary>Bytes of the body.</summary>
    public int Size { get; private set; }

    public WebhookEventState State { get; private set; }

    public DateTime ReceivedAt { get; private set; }

    /// <summary>When to look at it (again).</summary>
    public DateTime DueAt { get; private set; }

    /// <summary>How often it was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>Its bytes, while they are kept; read only where it is asked for.</summary>
    public WebhookRaw? Raw { get; private set; }

    /// <summary>Set while it waits to be passed on.</summary>
    public WebhookForward? Forward { get; private set; }

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

    /// <param name="forwarded">Whether it is to be passed on as well.</param>
    internal static WebhookEvent Create(SignedWebhook webhook, string hash, string numbers, bool forwarded, DateTime now) => new()
    {
        App = webhook.App,
        Hash = hash,
        Numbers = numbers,
        Size = webhook.Body.Length,
        State = WebhookEventState.Received,
        ReceivedAt = now,
        DueAt = now,
        Raw = WebhookRaw.Create(webhook.Body),
        Forward = forwarded ? WebhookForward.Create(webhook, now) : null,
    };
}

/// <summary>The bytes of a POST as they came.</summary>
public sealed class WebhookRaw
{
    private WebhookRaw()
    {
    }

    public long EventKey { get; private set; }

    public byte[] Body { get; private set; } = [];

    internal static WebhookRaw Create(byte[] body) => new() { Body = body };
}

internal sealed class WebhookEventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> builder)
    {
        builder.ToTable("WebhookEvents");
        builder.HasKey(e => e.Key);
        builder.Property(e => e.Key).ValueGeneratedOnAdd();
        builder.Property(e => e.Hash).HasMaxLength(WebhookEvent.HashLength).IsFixedLength().IsUnicode(false);
        builder.Property(e => e.Numbers).HasMaxLength(WebhookEvent.NumbersMaxLength).IsUnicode(false);
        builder.HasIndex(e => e.Hash).IsUnique();
        builder.HasIndex(e => new { e.State, e.DueAt, e.Key });
        builder.HasIndex(e => e.ReceivedAt);
        builder.HasOne(e => e.Raw).WithOne().HasForeignKey<WebhookRaw>(r => r.EventKey).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(e => e.Forward).WithOne().HasForeignKey<WebhookForward>(f => f.EventKey).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookRawConfiguration : IEntityTypeConfiguration<WebhookRaw>
{
    public void Configure(EntityTypeBuilder<WebhookRaw> builder)
    {
        builder.ToTable("WebhookBodies");
        builder.HasKey(r => r.EventKey);
        builder.Property(r => r.EventKey).ValueGeneratedNever();
    }
}
