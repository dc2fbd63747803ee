using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>
/// A stored POST that still has to be passed on. The row is gone once the receiver has taken it, or after seven days: what is in this
/// table is the backlog.
/// </summary>
public sealed class WebhookForward
{
    public const int SignatureMaxLength = 80;
    public const int ContentTypeMaxLength = 100;
    public const int ErrorMaxLength = 60;

    private WebhookForward()
    {
    }

    public long EventKey { get; private set; }

    /// <summary>The signature as it came.</summary>
    public string Signature { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>Not before this.</summary>
    public DateTime DueAt { get; private set; }

    public int Tries { get; private set; }

    /// <summary>A code: <c>status_500</c>, <c>timeout</c>, <c>unreachable</c>.</summary>
    public string? LastError { get; private set; }

    public DateTime? LastTriedAt { get; private set; }

    /// <summary>The round that has it in hand; no other node takes it before <see cref="ClaimedUntil"/>.</summary>
    public Guid? ClaimToken { get; private set; }

    public DateTime? ClaimedUntil { get; private set; }

    internal static WebhookForward Create(SignedWebhook webhook, DateTime now) => new()
    {
        Signature = webhook.Signature,
        ContentType = webhook.ContentType is { Length: > 0 and <= ContentTypeMaxLength } type ? type : "application/json",
        DueAt = now,
    };
}

internal sealed class WebhookForwardConfiguration : IEntityTypeConfiguration<WebhookForward>
{
    public void Configure(EntityTypeBuilder<WebhookForward> builder)
    {
        builder.ToTable("WebhookForwards");
        builder.HasKey(f => f.EventKey);
        builder.Property(f => f.EventKey).ValueGeneratedNever();
        builder.Property(f => f.Signature).HasMaxLength(WebhookForward.SignatureMaxLength).IsUnicode(false);
        builder.Property(f => f.ContentType).HasMaxLength(WebhookForward.ContentTypeMaxLength);
        builder.Property(f => f.LastError).HasMaxLength(WebhookForward.ErrorMaxLength);
        builder.HasIndex(f => f.ClaimToken);
    }
}
