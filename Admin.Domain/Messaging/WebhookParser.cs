using System.Globalization;
using System.Text.Json;

namespace Admin.Domain.Messaging;

/// <summary>Reads webhook bodies. Knows only what it needs, passes over the rest, and one bad element costs only itself.</summary>
public static class WebhookParser
{
    /// <summary>The API's bodies stay under 3 MB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    internal const int MaxDepth = 32;

    private const int MaxIdLength = 256;
    private const int MaxErrors = 8;
    private const int MaxCategoryLength = 40;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    public static WebhookContent Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length is 0 or > MaxBytes)
            return WebhookContent.Unreadable;
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new Reading().Read(document.RootElement) : WebhookContent.Unreadable;
        }
        catch (JsonException)
        {
            return WebhookContent.Unreadable;
        }
    }

    internal static bool IsId(string? text) => text is { Length: > 0 and <= MaxIdLength };

    internal static DateTime? Time(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) && unix <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(unix).UtcDateTime
            : null;

    /// <summary>One body being read.</summary>
    private sealed class Reading
    {
        private readonly List<MessageStatus> _statuses = [];
        private readonly List<InboundMessage> _messages = [];
        private readonly List<MarketingPreference> _preferences = [];
        private readonly List<TemplateNews> _templates = [];
        private readonly List<NumberNews> _numberNews = [];
        private readonly List<AccountNews> _accounts = [];
        private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _accountOf = new(StringComparer.Ordinal);
        private int _skipped;
        private int _unknown;

        public WebhookContent Read(JsonElement root)
        {
            foreach (var entry in root.Items("entry"))
            {
                // Old bodies carry no time; then what they tell counts as the oldest news there is.
                var envelope = new Envelope(entry.Text("id") is { } id && IsId(id) ? id : null, Time(entry.Text("time")) ?? DateTime.UnixEpoch);
                foreach (var change in entry.Items("changes"))
                {
                    if (change.Child("value", out var value))
                        Read(change.Text("field"), value, envelope);
                }
            }

            return new WebhookContent(Readable: true, _statuses, _skipped)
            {
                Numbers = _numbers,
                Messages = _messages,
                Preferences = _preferences,
                Templates = _templates,
                NumberNews = _numberNews,
                Accounts = _accounts,
                AccountOf = _accountOf,
                UnknownFields = _unknown,
            };
        }

        private void Read(string? field, JsonElement value, Envelope envelope)
        {
            switch (field)
            {
                case "messages":
                    var number = NumberOf(value, envelope);
                    Add(_statuses, value.Items("statuses"), e => Status(e, number));
                    Add(_messages, value.Items("messages"), e => WebhookNews.Message(e, number));
                    break;
                case "user_preferences":
                    var named = NumberOf(value, envelope);
                    Add(_preferences, value.Items("user_preferences"), e => WebhookNews.Preference(e, named));
                    break;
                case "message_template_status_update":
                    Add(_templates, [value], e => WebhookNews.TemplateStatus(e, envelope.Account, envelope.At));
                    break;
                case "message_template_quality_update":
                    Add(_templates, [value], e => WebhookNews.TemplateQuality(e, envelope.Account, envelope.At));
                    break;
                case "phone_number_quality_update":
                    Add(_numberNews, [value], e => WebhookNews.Number(e, envelope.Account, envelope.At));
                    break;
                case "business_capability_update":
                    Add(_accounts, [value], e => WebhookNews.Capability(e, envelope.Account, envelope.At));
                    break;
                case "account_update":
                    Add(_accounts, [value], e => WebhookNews.Account(e, envelope.Account, envelope.At));
                    break;
                default:
                    _unknown++;
                    break;
            }
        }

        private string? NumberOf(JsonElement value, Envelope envelope)
        {
            var id = value.Child("metadata", out var metadata) ? metadata.Text("phone_number_id") : null;
            if (!IsId(id))
                return null;
            _numbers.Add(id!);
            if (envelope.Account is { } account)
                _accountOf[id!] = account;
            return id;
        }

        private void Add<T>(List<T> found, IEnumerable<JsonElement> elements, Func<JsonElement, T?> read)
            where T : class
        {
            foreach (var element in elements)
            {
                if (read(element) is { } one)
                    found.Add(one);
                else
                    _skipped++;
            }
        }

        private sealed record Envelope(string? Account, DateTime At);
    }

    private static MessageStatus? Status(JsonElement element, string? phoneNumberId)
    {
        var wamid = element.Text("id");
        if (!IsId(phoneNumberId) || !IsId(wamid) || Kind(element.Text("status")) is not { } kind || Time(element.Text("timestamp")) is not { } at)
            return null;
        var callback = element.Text("biz_opaque_callback_data");
        return new MessageStatus(
            phoneNumberId!,
            wamid!,
            kind,
            at,
            element.Text("recipient_id"),
            callback?.Length <= SendTemplateRequest.CallbackDataMaxLength ? callback : null,
            element.Child("errors", out _) ? [.. element.Items("errors").Take(MaxErrors).Select(Error).OfType<WhatsAppError>()] : [])
        {
            Pricing = Pricing(element),
        };
    }

    private static MessagePricing? Pricing(JsonElement element) =>
        element.Child("pricing", out var pricing) && pricing.Text("category") is { Length: > 0 and <= MaxCategoryLength } category
            ? new MessagePricing(pricing.Child("billable", out var billable) && billable.ValueKind == JsonValueKind.True, category)
            : null;

    // "played" is a voice message that was listened to: it was certainly read.
    private static MessageStatusKind? Kind(string? text) => text switch
    {
        "sent" => MessageStatusKind.Sent,
        "delivered" => MessageStatusKind.Delivered,
        "read" or "played" => MessageStatusKind.Read,
        "failed" => MessageStatusKind.Failed,
        _ => null,
    };

    private static WhatsAppError? Error(JsonElement element) => element.Number("code") is not { } code
        ? null
        : new WhatsAppError(
            code,
            element.Text("message") ?? element.Text("title") ?? "",
            element.Child("error_data", out var data) ? data.Text("details") : null,
            HttpStatus: 0);
}
