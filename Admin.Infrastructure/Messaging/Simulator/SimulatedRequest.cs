using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A send as the simulator reads it off the wire.</summary>
/// <param name="Parameters">How many parameters the body has.</param>
/// <param name="ParameterFault">Error code of the first parameter that the API would not take; 0: all are in order.</param>
internal sealed record SimulatedRequest(string To, string Template, string Language, int Parameters, int ParameterFault, string CallbackData)
{
    private const int MaxCallbackData = 512;
    private const int MaxText = 1024;
    private const int Missing = 131008;
    private const int TooLong = 132005;
    private const int WrongFormat = 132012;
    private const int NotAllowed = 132018;

    /// <summary>Null: no template message.</summary>
    public static SimulatedRequest? Read(JsonElement root)
    {
        if (root.Text("messaging_product") != "whatsapp" || root.Text("type") != "template"
            || !root.Child("template", out var template) || template.Text("name") is not { } name
            || !template.Child("language", out var language) || language.Text("code") is not { } code
            || root.Text("biz_opaque_callback_data") is { Length: > MaxCallbackData })
            return null;
        var (count, fault, length) = (0, 0, 0);
        foreach (var parameter in template.Items("components").FirstOrDefault(c => string.Equals(c.Text("type"), "body", StringComparison.OrdinalIgnoreCase)).Items("parameters"))
        {
            count++;
            length += parameter.Text("text")?.Length ?? 0;
            fault = fault == 0 ? Fault(parameter) : fault;
        }

        return new SimulatedRequest(root.Text("to") ?? "", name, code, count, fault == 0 && length > MaxText ? TooLong : fault, root.Text("biz_opaque_callback_data") ?? "");
    }

    /// <summary>8 to 15 digits, as E.164 has them, with or without the plus sign.</summary>
    public bool HasPhone => Phone.Length is >= 8 and <= 15 && Phone.All(char.IsAsciiDigit) && Phone[0] != '0';

    public string Phone => To.StartsWith('+') ? To[1..] : To;

    private static int Fault(JsonElement parameter) => parameter.Text("type") switch
    {
        "text" => parameter.Text("text") is not { } text || string.IsNullOrWhiteSpace(text) ? Missing : IsAllowed(text) ? 0 : NotAllowed,
        "currency" or "date_time" => parameter.Child(parameter.Text("type")!, out _) ? 0 : WrongFormat,
        null => Missing,
        _ => WrongFormat,
    };

    // No line breaks, no tabs, no more than four spaces in a row.
    private static bool IsAllowed(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 && !text.Contains("     ", StringComparison.Ordinal);
}
