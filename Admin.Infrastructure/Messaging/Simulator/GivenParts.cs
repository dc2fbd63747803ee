using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The parameters of a send by component, as they came.</summary>
internal sealed record GivenParts(IReadOnlyList<GivenParameter> Header, IReadOnlyList<GivenParameter> Body, IReadOnlyDictionary<int, (string SubType, GivenParameter Parameter)> Buttons)
{
    private const int MaxText = 1024;
    private const int MaxHeader = 60;
    private const int MaxCode = 15;
    private const int Missing = 131008;
    private const int TooLong = 132005;
    private const int WrongFormat = 132012;
    private const int NotAllowed = 132018;
    private const int NoMedia = 131053;

    public static GivenParts Read(JsonElement template)
    {
        var (header, body, buttons) = (new List<GivenParameter>(), new List<GivenParameter>(), new Dictionary<int, (string, GivenParameter)>());
        foreach (var component in template.Items("components"))
        {
            var type = component.Text("type")?.ToLowerInvariant();
            foreach (var parameter in component.Items("parameters").Select(GivenParameter.Read))
            {
                if (type == "header")
                    header.Add(parameter);
                else if (type == "body")
                    body.Add(parameter);
                else if (type == "button" && component.Number("index") is { } index)
                    buttons[index] = (component.Text("sub_type")?.ToLowerInvariant() ?? "", parameter);
            }
        }

        return new GivenParts(header, body, buttons);
    }

    /// <summary>Code of the first parameter that the API would not take; 0: all are in order.</summary>
    /// <param name="isMedia">Whether an id is one that this number uploaded lately.</param>
    public int Fault(Func<string, bool> isMedia)
    {
        foreach (var parameter in Header.Concat(Body).Concat(Buttons.Values.Select(b => b.Parameter)))
        {
            if (Fault(parameter, isMedia) is not 0 and var code)
                return code;
        }

        return Body.Sum(p => p.Text?.Length ?? 0) > MaxText || Header.Any(p => p.Text?.Length > MaxHeader) ? TooLong : 0;
    }

    private static int Fault(GivenParameter parameter, Func<string, bool> isMedia) => parameter.Type switch
    {
        "text" => string.IsNullOrWhiteSpace(parameter.Text) ? Missing : IsAllowed(parameter.Text) ? 0 : NotAllowed,
        "coupon_code" => string.IsNullOrWhiteSpace(parameter.Text) ? Missing : parameter.Text.Length <= MaxCode && parameter.Text.All(char.IsLetterOrDigit) ? 0 : NotAllowed,
        "image" or "video" or "document" => parameter.MediaId is { } id ? isMedia(id) ? 0 : NoMedia : parameter.Link?.StartsWith("https://", StringComparison.Ordinal) == true ? 0 : NoMedia,
        "currency" or "date_time" => parameter.HasObject ? 0 : WrongFormat,
        null => Missing,
        _ => WrongFormat,
    };

    // No line breaks, no tabs, no more than four spaces in a row.
    private static bool IsAllowed(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r', '\t') < 0 && !text.Contains("     ", StringComparison.Ordinal);
}

/// <param name="Text">Of a text or a coupon code.</param>
/// <param name="HasObject">Whether the object that its type names is there.</param>
internal sealed record GivenParameter(string? Type, string? Name, string? Text, string? MediaId, string? Link, bool HasObject)
{
    public static GivenParameter Read(JsonElement parameter)
    {
        var type = parameter.Text("type")?.ToLowerInvariant();
        var child = default(JsonElement);
        var has = type is not null && parameter.Child(type, out child);
        return new GivenParameter(type, parameter.Text("parameter_name"), parameter.Text("text") ?? parameter.Text("coupon_code"), has ? child.Text("id") : null, has ? child.Text("link") : null, has);
    }
}
