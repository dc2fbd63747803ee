using System.Net;
using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging;

/// <summary>Judges an answer by its body. Only the API's own error envelope proves that a message was not taken.</summary>
internal static class GraphAnswer
{
    private const int UnknownObject = 100;
    private const int NumberGone = 33;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    public static SendOutcome Send(HttpStatusCode status, byte[] body)
    {
        using var document = Parse(body);
        if (document is null)
            return new SendOutcome.Ambiguous(AmbiguousReason.UnreadableAnswer);
        var root = document.RootElement;
        if (Error(status, root) is { } error)
            return new SendOutcome.Rejected(error);
        return IsSuccess(status) ? Accepted(root) : new SendOutcome.Ambiguous(AmbiguousReason.UnreadableAnswer);
    }

    public static NumberLookup Number(HttpStatusCode status, byte[] body)
    {
        using var document = Parse(body);
        if (document is null)
            return new NumberLookup.Unreachable();
        var root = document.RootElement;
        if (Error(status, root) is { } error)
            return new NumberLookup.Rejected(error);
        return IsSuccess(status) && root.Text("display_phone_number") is { Length: > 0 } display
            ? new NumberLookup.Found(new WhatsAppNumber(
                display,
                root.Text("verified_name") ?? "",
                root.Text("quality_rating") ?? "UNKNOWN",
                root.Child("throughput", out var throughput) ? throughput.Text("level") ?? "STANDARD" : "STANDARD",
                root.Text("whatsapp_business_manager_messaging_limit") is { Length: > 0 and <= Domain.Messaging.Number.MessagingLimitMaxLength } limit ? limit : null))
            : new NumberLookup.Unreachable();
    }

    private static SendOutcome Accepted(JsonElement root)
    {
        var message = root.Items("messages").FirstOrDefault();
        if (message.Text("id") is not { Length: > 0 } wamid)
            return new SendOutcome.Ambiguous(AmbiguousReason.UnreadableAnswer);
        return new SendOutcome.Accepted(
            wamid,
            root.Items("contacts").FirstOrDefault().Text("wa_id"),
            message.Text("message_status") ?? "accepted");
    }

    private static WhatsAppError? Error(HttpStatusCode status, JsonElement root) =>
        root.Child("error", out var error) && error.Number("code") is { } code
            ? new WhatsAppError(
                IsGone(code, error) ? NumberGone : code,
                error.Text("message") ?? "",
                error.Child("error_data", out var data) ? data.Text("details") : null,
                (int)status)
            : null;

    // A number that is deleted, or that this token's business does not hold (any more), is an unknown object: it is of the number, not
    // of the recipient, as the code alone would say.
    private static bool IsGone(int code, JsonElement error) => code == UnknownObject && error.Number("error_subcode") == NumberGone;

    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsSuccess(HttpStatusCode status) => (int)status is >= 200 and <= 299;
}
