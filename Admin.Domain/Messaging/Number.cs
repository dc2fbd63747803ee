using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging;

/// <summary>A WhatsApp sender. Its phone_number_id belongs to one organization only, and its access token is a secret.</summary>
public sealed class Number : ITenantOwned, IVersioned
{
    public const int PhoneNumberIdMaxLength = 32;
    public const int NameMaxLength = 100;
    public const int DisplayMaxLength = 32;
    public const int BusinessAccountIdMaxLength = 32;
    public const int MessagingLimitMaxLength = 40;

    /// <summary>Messages a second of a number without an upgrade.</summary>
    public const int StandardThroughput = 80;

    private Number()
    {
    }

    public NumberId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The Cloud API's id of the sender; unique over all organizations.</summary>
    public string PhoneNumberId { get; private set; } = "";

    public string DisplayPhoneNumber { get; private set; } = "";

    public string VerifiedName { get; private set; } = "";

    public SecretId AccessTokenSecretId { get; private set; }

    public ChatbotId? ChatbotId { get; private set; }

    /// <summary>The organization's own app whose webhooks speak of this number; null: the platform's.</summary>
    public WhatsAppAppId? AppId { get; private set; }

    /// <summary>Messages a second, as the API reports: 80, 1,000 or 20.</summary>
    public int MessagesPerSecond { get; private set; }

    /// <summary>The WhatsApp Business account that it belongs to, learned from signed webhooks; null until one came.</summary>
    public string? BusinessAccountId { get; private set; }

    public QualityRating Quality { get; private set; }

    /// <summary>How many people may be written to in 24 hours, as WhatsApp words it: <c>TIER_10K</c>, or a figure.</summary>
    public string? MessagingLimit { get; private set; }

    /// <summary>When WhatsApp last told of quality, throughput or limit: what it told before that changes nothing any more.</summary>
    public DateTime? ToldAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public Guid Stamp { get; private set; }

    public static Number Create(OrganizationId organization, string phoneNumberId, string displayPhoneNumber, string verifiedName, SecretId accessToken, int messagesPerSecond, DateTime now) => new()
    {
        Id = NumberId.New(),
        OrganizationId = organization,
        PhoneNumberId = phoneNumberId,
        DisplayPhoneNumber = displayPhoneNumber,
        VerifiedName = verifiedName,
        AccessTokenSecretId = accessToken,
        MessagesPerSecond = messagesPerSecond,
        CreatedAt = now,
    };

    public void BelongTo(ChatbotId? chatbot) => ChatbotId = chatbot;

    /// <summary>Null: the platform's app again.</summary>
    public void ListenTo(WhatsAppAppId? app) => AppId = app;

    /// <summary>Whether webhooks that this app signed may speak of the number.</summary>
    public bool IsOf(WhatsAppAppId app) => (AppId ?? WhatsAppAppId.Platform) == app;

    /// <summary>True when that was not known yet.</summary>
    public bool BelongsToAccount(string businessAccountId)
    {
        if (BusinessAccountId == businessAccountId)
            return false;
        BusinessAccountId = businessAccountId;
        return true;
    }

    /// <summary>Takes over what a webhook tells; what is null stays. False when something newer is known.</summary>
    public bool Hear(DateTime at, QualityRating? quality, int? messagesPerSecond, string? messagingLimit)
    {
        if (ToldAt > at)
            return false;
        ToldAt = at;
        Quality = quality ?? Quality;
        MessagesPerSecond = messagesPerSecond ?? MessagesPerSecond;
        MessagingLimit = messagingLimit ?? MessagingLimit;
        return true;
    }

    public void UseToken(SecretId accessToken) => AccessTokenSecretId = accessToken;

    /// <summary>Takes over what the API reports of the number.</summary>
    public void Report(WhatsAppNumber reported)
    {
        DisplayPhoneNumber = reported.DisplayPhoneNumber;
        VerifiedName = reported.VerifiedName;
        MessagesPerSecond = reported.MessagesPerSecond;
        MessagingLimit = reported.MessagingLimit ?? MessagingLimit;
    }
}

internal sealed class NumberConfiguration : IEntityTypeConfiguration<Number>
{
    public void Configure(EntityTypeBuilder<Number> builder)
    {
        builder.ToTable("Numbers");
        builder.HasKey(n => new { n.OrganizationId, n.Id });
        builder.Property(n => n.PhoneNumberId).HasMaxLength(Number.PhoneNumberIdMaxLength);
        builder.Property(n => n.DisplayPhoneNumber).HasMaxLength(Number.DisplayMaxLength);
        builder.Property(n => n.VerifiedName).HasMaxLength(Number.NameMaxLength);
        builder.Property(n => n.BusinessAccountId).HasMaxLength(Number.BusinessAccountIdMaxLength);
        builder.Property(n => n.Quality).HasDefaultValue(QualityRating.Unknown);
        builder.Property(n => n.MessagingLimit).HasMaxLength(Number.MessagingLimitMaxLength);
        builder.HasOne<WhatsAppApp>().WithMany().HasForeignKey(n => new { n.OrganizationId, n.AppId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.BusinessAccountId);
        builder.HasOne<Organization>().WithMany().HasForeignKey(n => n.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Chatbot>().WithMany().HasForeignKey(n => new { n.OrganizationId, n.ChatbotId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Secret>().WithMany().HasForeignKey(n => new { n.OrganizationId, n.AccessTokenSecretId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.PhoneNumberId).IsUnique();
    }
}
