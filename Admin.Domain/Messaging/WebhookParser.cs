using System.Globalization;
using System.Text.Json;

namespace Admin.Domain.Messaging;

/// <summary>Reads webhook bodies. Knows only what it needs, passes over the rest, and one bad element costs only itself.</summary>
public static class WebhookParser
{
    /// <summary>The API's bodies stay under 3 MB.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int MaxDepth = 32;
    private const int MaxIdLength = 256;
    private const int MaxErrors = 8;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    public static WebhookContent Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length is 0 or > MaxBytes)
            return WebhookContent.Unreadable;
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : WebhookContent.Unreadable;
        }
        catch (JsonException)
        {
            return WebhookContent.Unreadable;
        }
    }

    private static WebhookContent Read(JsonElement root)
    {
        var statuses = new List<MessageStatus>();
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var skipped = 0;
        foreach (var change in root.Items("entry").SelectMany(entry => entry.Items("changes")))
        {
            if (change.Text("field") != "messages" || !change.Child("value", out var value))
                continue;
            var phoneNumberId = value.Child("metadata", out var metadata) ? metadata.Text("phone_number_id") : null;
            if (IsId(phoneNumberId))
                numbers.Add(phoneNumberId!);
            foreach (var element in value.Items("statuses"))
            {
                if (Status(element, phoneNumberId) is { } status)
                    statuses.Add(status);
                else
                    skipped++;
            }
        }

        return new WebhookContent(Readable: true, statuses, skipped) { Numbers = numbers };
    }

    private static MessageStatus? Status(JsonElement element, string? phoneNumberId)
    {
        var wamid = element.Text("id");
        if (!IsId(phoneNumberId) || !IsId(wamid) || Kind(element.Text("status")) is not { } kind || At(element) is not { } at)
            return null;
        var callback = element.Text("biz_opaque_callback_data");
        return new MessageStatus(
            phoneNumberId!,
            wamid!,
            kind,
            at,
            element.Text("recipient_id"),
            callback?.Length <= SendTemplateRequest.CallbackDataMaxLength ? callback : null,
            [.. element.Items("errors").Take(MaxErrors).Select(Error).OfType<WhatsAppError>()]);
    }

    private static bool IsId(string? text) => text is { Length: > 0 and <= MaxIdLength };

    // "played" is a voice message that was listened to: it was certainly read.
    private static MessageStatusKind? Kind(string? text) => text switch
    {
        "sent" => MessageStatusKind.Sent,
        "delivered" => MessageStatusKind.Delivered,
        "read" or "played" => MessageStatusKind.Read,
        "failed" => MessageStatusKind.Failed,
        _ => null,
    };

    private static DateTime? At(JsonElement element) =>
        long.TryParse(element.Text("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime
            : null;

    private static WhatsAppError? Error(JsonElement element) => element.Number("code") is not { } code
        ? null
        : new WhatsAppError(
            code,
            element.Text("message") ?? element.Text("title") ?? "",
            element.Child("error_data", out var data) ? data.Text("details") : null,
            HttpStatus: 0);
}
