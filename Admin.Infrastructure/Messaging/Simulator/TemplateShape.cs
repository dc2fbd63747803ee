using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What a template demands of a send, read from its components. Read here anew, not with the application's own eyes.</summary>
/// <param name="HeaderType">Type of the one parameter of the header, such as <c>image</c>; null: it takes none.</param>
/// <param name="BodyNames">Names of the body's places; null: they are numbered.</param>
/// <param name="Buttons">What the buttons that take a parameter take, by their index: <c>url</c> or <c>copy_code</c>.</param>
internal sealed partial record TemplateShape(string? HeaderType, int Body, IReadOnlySet<string>? BodyNames, IReadOnlyDictionary<int, string> Buttons)
{
    private const int CountCode = 132000;
    private const int FormatCode = 132012;
    private const int MissingCode = 131008;
    private const int InvalidCode = 100;

    public static TemplateShape Of(SimulatedTemplate template)
    {
        if (template.Components.Length == 0)
            return new TemplateShape(null, template.ParameterCount, null, new Dictionary<int, string>());
        using var document = JsonDocument.Parse(template.Components);
        var isNamed = template.ParameterFormat == "NAMED";
        string? header = null;
        var body = new HashSet<string>(StringComparer.Ordinal);
        var buttons = new Dictionary<int, string>();
        foreach (var component in document.RootElement.EnumerateArray())
        {
            switch (component.Text("type")?.ToUpperInvariant())
            {
                case "HEADER":
                    header = component.Text("format")?.ToUpperInvariant() switch
                    {
                        "TEXT" => Place().IsMatch(component.Text("text") ?? "") ? "text" : null,
                        var media => media?.ToLowerInvariant(),
                    };
                    break;
                case "BODY":
                    body = [.. Place().Matches(component.Text("text") ?? "").Select(m => m.Groups["name"].Value)];
                    break;
                case "BUTTONS":
                    foreach (var (button, index) in component.Items("buttons").Select((b, i) => (b, i)))
                    {
                        if (button.Text("type")?.ToUpperInvariant() == "COPY_CODE")
                            buttons[index] = "copy_code";
                        else if (Place().IsMatch(button.Text("url") ?? ""))
                            buttons[index] = "url";
                    }

                    break;
            }
        }

        return new TemplateShape(header, body.Count, isNamed ? body : null, buttons);
    }

    /// <summary>The code that a send is refused with, and the details; 0: it fits.</summary>
    public (int Code, string? Details) Refusal(GivenParts given)
    {
        if (given.Body.Count != Body)
            return (CountCode, $"body: number of localizable_params ({given.Body.Count}) does not match the expected number of params ({Body})");
        if (BodyNames is not null && !BodyNames.SetEquals(given.Body.Select(p => p.Name ?? "")))
            return (InvalidCode, "Parameter name is missing or empty");
        if (given.Header.Count != (HeaderType is null ? 0 : 1))
            return HeaderType is null or "text"
                ? (CountCode, $"header: number of localizable_params ({given.Header.Count}) does not match the expected number of params ({(HeaderType is null ? 0 : 1)})")
                : (FormatCode, $"header: Format mismatch, expected {HeaderType.ToUpperInvariant()}, received UNKNOWN");
        if (HeaderType is not null && given.Header[0].Type != HeaderType)
            return (FormatCode, $"header: Format mismatch, expected {HeaderType.ToUpperInvariant()}, received {given.Header[0].Type?.ToUpperInvariant() ?? "UNKNOWN"}");
        foreach (var (index, kind) in Buttons)
        {
            if (!given.Buttons.TryGetValue(index, out var button))
                return (MissingCode, $"buttons: Button at index {index} of type {kind} requires a parameter");
            if (button.SubType != kind || button.Parameter.Type != (kind == "url" ? "text" : "coupon_code"))
                return (FormatCode, $"buttons: Format mismatch at index {index}");
        }

        return given.Buttons.Keys.FirstOrDefault(i => !Buttons.ContainsKey(i), -1) is >= 0 and var extra
            ? (CountCode, $"buttons: Button at index {extra} does not take a parameter")
            : (0, null);
    }

    [GeneratedRegex(@"\{\{\s*(?<name>\w+)\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
