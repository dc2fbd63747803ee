using System.Text.Json;

namespace Admin.Domain.Messaging.Templating;

/// <summary>Reads a template's components as WhatsApp lists them. What it does not know is kept by its name, never dropped.</summary>
public static class TemplateParser
{
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 32 };

    /// <param name="format">WhatsApp's word; null where it told none.</param>
    /// <param name="components">The array of components, as it came.</param>
    public static TemplateContent Parse(string? format, string components)
    {
        using var document = JsonDocument.Parse(components, Bounded);
        var (header, body, footer) = ((TemplateHeader?)null, "", (string?)null);
        List<TemplateButton> buttons = [];
        List<string> unsupported = [];
        foreach (var component in document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray() : [])
        {
            switch (Word(component.Text("type")))
            {
                case "BODY":
                    body = component.Text("text") ?? "";
                    break;
                case "FOOTER":
                    footer = component.Text("text");
                    break;
                case "HEADER" when HeaderOf(component) is { } known:
                    header = known;
                    break;
                case "HEADER":
                    unsupported.Add($"HEADER {Word(component.Text("format"))}");
                    break;
                case "BUTTONS":
                    buttons.AddRange(component.Items("buttons").Select(ButtonOf));
                    break;
                case var other:
                    unsupported.Add(other);
                    break;
            }
        }

        unsupported.AddRange(buttons.Where(b => b.Kind is null).Select(b => $"BUTTON {b.Word}"));
        return new TemplateContent(FormatOf(format, body), header, body, footer, buttons, [.. unsupported.Distinct(StringComparer.Ordinal)]);
    }

    public static TemplateCategory Category(string? word) => Word(word) switch
    {
        "MARKETING" => TemplateCategory.Marketing,
        "UTILITY" => TemplateCategory.Utility,
        "AUTHENTICATION" => TemplateCategory.Authentication,
        _ => TemplateCategory.Unknown,
    };

    /// <summary>Null: a word that says nothing of whether it can be sent.</summary>
    public static TemplateStatus? Status(string? word) => Word(word) switch
    {
        "APPROVED" or "REINSTATED" => TemplateStatus.Approved,
        "PENDING" or "IN_APPEAL" => TemplateStatus.Pending,
        "REJECTED" => TemplateStatus.Rejected,
        "PAUSED" => TemplateStatus.Paused,
        "DISABLED" or "DELETED" or "PENDING_DELETION" or "LIMIT_EXCEEDED" or "ARCHIVED" => TemplateStatus.Disabled,
        _ => null,
    };

    public static QualityRating Quality(string? word) => Word(word) switch
    {
        "GREEN" => QualityRating.Green,
        "YELLOW" => QualityRating.Yellow,
        "RED" => QualityRating.Red,
        _ => QualityRating.Unknown,
    };

    // Older answers name no format; a place with a letter in it can only be a name.
    private static TemplateFormat FormatOf(string? format, string body) => Word(format) switch
    {
        "NAMED" => TemplateFormat.Named,
        "POSITIONAL" => TemplateFormat.Positional,
        _ => TemplateParameters.Hole().Matches(body).Any(h => !h.Groups["name"].Value.All(char.IsAsciiDigit)) ? TemplateFormat.Named : TemplateFormat.Positional,
    };

    private static TemplateHeader? HeaderOf(JsonElement component) => Word(component.Text("format")) switch
    {
        "TEXT" => new TemplateHeader(TemplateHeaderKind.Text, component.Text("text") ?? ""),
        "IMAGE" => new TemplateHeader(TemplateHeaderKind.Image, null),
        "VIDEO" => new TemplateHeader(TemplateHeaderKind.Video, null),
        "DOCUMENT" => new TemplateHeader(TemplateHeaderKind.Document, null),
        _ => null,
    };

    private static TemplateButton ButtonOf(JsonElement button)
    {
        var word = Word(button.Text("type"));
        var text = button.Text("text") ?? "";
        return word switch
        {
            "QUICK_REPLY" => new TemplateButton(TemplateButtonKind.QuickReply, word, text, null),
            // The button of a one-time password is, to a send, a link whose end is the code.
            "URL" or "OTP" => new TemplateButton(TemplateButtonKind.Url, word, text, button.Text("url") ?? (word == "OTP" ? "{{1}}" : "")),
            "PHONE_NUMBER" => new TemplateButton(TemplateButtonKind.PhoneNumber, word, text, button.Text("phone_number")),
            "COPY_CODE" => new TemplateButton(TemplateButtonKind.CopyCode, word, text, null),
            _ => new TemplateButton(null, word, text, null),
        };
    }

    private static string Word(string? text) => string.IsNullOrWhiteSpace(text) ? "UNKNOWN" : text.Trim().ToUpperInvariant();
}
