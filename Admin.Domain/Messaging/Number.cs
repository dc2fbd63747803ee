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

    /// <summary>Messages a second, as the API reports: 80, 1,000 or 20.</summary>
    public int MessagesPerSecond { get; private set; }

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

    public void UseToken(SecretId accessToken) => AccessTokenSecretId = accessToken;

    /// <summary>Takes over what the API reports of the number.</summary>
    public void Report(string displayPhoneNumber, string verifiedName, int messagesPerSecond)
    {
        DisplayPhoneNumber = displayPhoneNumber;
        VerifiedName = verifiedName;
        MessagesPerSecond = messagesPerSecond;
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
        builder.HasOne<Organization>().WithMany().HasForeignKey(n => n.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Chatbot>().WithMany().HasForeignKey(n => new { n.OrganizationId, n.ChatbotId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Secret>().WithMany().HasForeignKey(n => new { n.OrganizationId, n.AccessTokenSecretId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => n.PhoneNumberId).IsUnique();
    }
}
