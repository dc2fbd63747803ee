using System.Net;
using System.Text.Json;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;

namespace Admin.Infrastructure.Messaging;

/// <summary>Judges an answer by its body. Only the API's own error envelope proves that a message was not taken.</summary>
internal static class GraphAnswer
{
    private const int UnknownObject = 100;
    private const int NumberGone = 33;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

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

    public static GraphAnswer<string?> BusinessAccount(HttpStatusCode status, byte[] body) => Read(status, body, root =>
        root.Child("health_status", out var health)
            ? GraphAnswer<string?>.Of(health.Items("entities").FirstOrDefault(e => e.Text("entity_type") == "WABA").Text("id"))
            : GraphAnswer<string?>.Of(null));

    public static GraphAnswer<TemplateListing> Templates(HttpStatusCode status, byte[] body) => Read(status, body, root => root.Child("data", out var data) && data.ValueKind == JsonValueKind.Array
        ? GraphAnswer<TemplateListing>.Of(new TemplateListing([.. root.Items("data").Select(Template).OfType<ListedTemplate>()], After(root)))
        : GraphAnswer<TemplateListing>.Away);

    public static GraphAnswer<string> Media(HttpStatusCode status, byte[] body) => Read(status, body, root =>
        root.Text("id") is { Length: > 0 and <= TemplateCheck.MediaIdMax } id ? GraphAnswer<string>.Of(id) : GraphAnswer<string>.Away);

    private static GraphAnswer<T> Read<T>(HttpStatusCode status, byte[] body, Func<JsonElement, GraphAnswer<T>> read)
    {
        using var document = Parse(body);
        if (document is null)
            return GraphAnswer<T>.Away;
        if (Error(status, document.RootElement) is { } error)
            return GraphAnswer<T>.Refused(error);
        return IsSuccess(status) ? read(document.RootElement) : GraphAnswer<T>.Away;
    }

    private static ListedTemplate? Template(JsonElement t)
    {
        if (t.Text("id") is not { } id || t.Text("name") is not { } name || t.Text("language") is not { } language)
            return null;
        return new ListedTemplate(
            id,
            name,
            language,
            t.Text("category"),
            t.Text("status"),
            t.Text("parameter_format"),
            t.Child("quality_score", out var quality) ? quality.Text("score") : null,
            t.Text("rejected_reason") is { } reason and not ("NONE" or "") ? reason : null,
            t.Child("components", out var components) && components.ValueKind == JsonValueKind.Array ? components.GetRawText() : "[]");
    }

    // Without a next page some answers still name the cursor of this one's end.
    private static string? After(JsonElement root) =>
        root.Child("paging", out var paging) && paging.Child("next", out _) && paging.Child("cursors", out var cursors) && cursors.Text("after") is { Length: > 0 } after ? after : null;

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
