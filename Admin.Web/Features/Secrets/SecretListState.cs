using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;

namespace Admin.Web.Features.Secrets;

/// <summary>What the list shows, as its address says it.</summary>
internal sealed record SecretListState
{
    public const int PageSize = 50;

    private const string Expired = "expired";
    private const string Soon = "soon";

    public string? Text { get; init; }

    public SecretKind? Kind { get; init; }

    public string? Provider { get; init; }

    public string? Tag { get; init; }

    public Guid? Chatbot { get; init; }

    public SecretExpiry? Expiry { get; init; }

    public SecretAttention? Attention { get; init; }

    public bool Deleted { get; init; }

    public int Number { get; init; } = 1;

    public bool IsFiltered => this with { Number = 1, Deleted = false } != new SecretListState();

    /// <summary>Whatever the address holds that means nothing is left out.</summary>
    public static SecretListState Parse(string? text, string? kind, string? provider, string? tag, string? chatbot, string? expires, string? attention, string? deleted, string? page) => new()
    {
        Text = NullIfEmpty(text),
        Kind = SnakeCase.TryParse<SecretKind>(kind, out var known) ? known : null,
        Provider = NullIfEmpty(provider),
        Tag = NullIfEmpty(tag),
        Chatbot = Guid.TryParse(chatbot, out var id) ? id : null,
        Expiry = expires switch { Expired => SecretExpiry.Expired, Soon => SecretExpiry.Expiring, _ => null },
        Attention = SnakeCase.TryParse<SecretAttention>(attention, out var wanted) ? wanted : null,
        Deleted = deleted == "1",
        Number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1,
    };

    public SecretFilter ToFilter() => new()
    {
        Text = Text,
        Kind = Kind,
        Provider = Provider,
        Tag = Tag,
        ChatbotId = Chatbot is { } chatbot ? new ChatbotId(chatbot) : null,
        Expiry = Expiry,
        Attention = Attention,
        Deleted = Deleted,
    };

    public string Url(string organization) => AdminUrls.With(
        AdminUrls.Secrets(organization),
        ("q", Text),
        ("kind", Kind is { } kind ? SnakeCase.Of(kind) : null),
        ("provider", Provider),
        ("tag", Tag),
        ("chatbot", Chatbot?.ToString()),
        ("expires", Expiry switch { SecretExpiry.Expired => Expired, SecretExpiry.Expiring => Soon, null => null, _ => null }),
        ("attention", Attention is { } attention ? SnakeCase.Of(attention) : null),
        ("deleted", Deleted ? "1" : null),
        ("page", Number > 1 ? Number.ToString(CultureInfo.InvariantCulture) : null));

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
