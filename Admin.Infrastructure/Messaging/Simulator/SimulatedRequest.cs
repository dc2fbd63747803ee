using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A send as the simulator reads it off the wire.</summary>
internal sealed record SimulatedRequest(string To, string Template, string Language, GivenParts Parts, string CallbackData)
{
    private const int MaxCallbackData = 512;

    /// <summary>Null: no template message.</summary>
    public static SimulatedRequest? Read(JsonElement root)
    {
        if (root.Text("messaging_product") != "whatsapp" || root.Text("type") != "template"
            || !root.Child("template", out var template) || template.Text("name") is not { } name
            || !template.Child("language", out var language) || language.Text("code") is not { } code
            || root.Text("biz_opaque_callback_data") is { Length: > MaxCallbackData })
            return null;
        return new SimulatedRequest(root.Text("to") ?? "", name, code, GivenParts.Read(template), root.Text("biz_opaque_callback_data") ?? "");
    }

    /// <summary>8 to 15 digits, as E.164 has them, with or without the plus sign.</summary>
    public bool HasPhone => Phone.Length is >= 8 and <= 15 && Phone.All(char.IsAsciiDigit) && Phone[0] != '0';

    public string Phone => To.StartsWith('+') ? To[1..] : To;
}
