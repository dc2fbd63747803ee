using Admin.Domain.Secrets;

namespace Admin.Domain.Messaging;

/// <summary>A sender as its organization sees it; of its access token only which secret holds it.</summary>
/// <param name="AppId">The organization's own app whose webhooks speak of it; null: the platform's.</param>
/// <param name="MessagingLimit">People that may be written to in 24 hours, in WhatsApp's words; null while it told nothing.</param>
/// <param name="Stamp">For If-Match.</param>
public sealed record NumberView(
    NumberId Id,
    string PhoneNumberId,
    string DisplayPhoneNumber,
    string VerifiedName,
    SecretId AccessTokenSecretId,
    ChatbotId? ChatbotId,
    WhatsAppAppId? AppId,
    int MessagesPerSecond,
    QualityRating Quality,
    string? MessagingLimit,
    string? BusinessAccountId,
    DateTime CreatedAt,
    Guid Stamp)
{
    internal static NumberView Of(Number n) => new(
        n.Id, n.PhoneNumberId, n.DisplayPhoneNumber, n.VerifiedName, n.AccessTokenSecretId, n.ChatbotId, n.AppId, n.MessagesPerSecond, n.Quality, n.MessagingLimit, n.BusinessAccountId, n.CreatedAt, n.Stamp);
}

/// <summary>Where a number's access token comes from: a value, which becomes a secret, or a secret that is there.</summary>
public sealed record AccessTokenSource(SecretInput? Value = null, SecretId? Secret = null)
{
    public bool IsGiven => Value is not null || Secret is not null;

    public override string ToString() => "[access token]";
}

/// <summary>A number to be registered.</summary>
public sealed record NumberDraft(string? PhoneNumberId, AccessTokenSource Token, ChatbotId? ChatbotId = null, WhatsAppAppId? AppId = null);

/// <summary>What a number should become: which chatbot and app it belongs to, and another token where one is given.</summary>
public sealed record NumberChange(ChatbotId? ChatbotId, AccessTokenSource Token, WhatsAppAppId? AppId = null);
