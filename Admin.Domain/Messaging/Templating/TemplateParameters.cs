using System.Globalization;
using System.Text.RegularExpressions;

namespace Admin.Domain.Messaging.Templating;

/// <summary>Finds the places in a template's texts.</summary>
public static partial class TemplateParameters
{
    /// <summary>More than any template has; a body that numbers its places higher is not believed.</summary>
    private const int Most = 100;

    /// <summary>One place in a text: its name or number is the group <c>name</c>.</summary>
    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z0-9_]{1,60})\s*\}\}", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex Hole();

    internal static IEnumerable<TemplateParameter> Of(TemplateFormat format, TemplateHeader? header, string body, IReadOnlyList<TemplateButton> buttons)
    {
        if (header is { Kind: not TemplateHeaderKind.Text })
            yield return new TemplateParameter(TemplatePlace.Header, MediaOf(header.Kind), 1);
        else if (header?.Text is { } text && Hole().Match(text) is { Success: true } hole)
            yield return new TemplateParameter(TemplatePlace.Header, ParameterKind.Text, 1, format == TemplateFormat.Named ? NameOf(hole) : null);
        foreach (var parameter in format == TemplateFormat.Named ? Named(body) : Numbered(body))
            yield return parameter;
        for (var index = 0; index < buttons.Count; index++)
        {
            if (buttons[index] is { Kind: TemplateButtonKind.CopyCode })
                yield return new TemplateParameter(TemplatePlace.Button, ParameterKind.CouponCode, index);
            else if (buttons[index] is { Kind: TemplateButtonKind.Url, Target: { } target } && Hole().IsMatch(target))
                yield return new TemplateParameter(TemplatePlace.Button, ParameterKind.UrlSuffix, index);
        }
    }

    private static IEnumerable<TemplateParameter> Named(string body) =>
        Hole().Matches(body).Select(NameOf).Distinct(StringComparer.Ordinal).Select((name, index) => new TemplateParameter(TemplatePlace.Body, ParameterKind.Text, index + 1, name));

    private static IEnumerable<TemplateParameter> Numbered(string body)
    {
        var highest = Hole().Matches(body).Select(h => int.TryParse(NameOf(h), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= Most ? n : 0).DefaultIfEmpty(0).Max();
        return Enumerable.Range(1, highest).Select(n => new TemplateParameter(TemplatePlace.Body, ParameterKind.Text, n));
    }

    private static string NameOf(Match hole) => hole.Groups["name"].Value;

    private static ParameterKind MediaOf(TemplateHeaderKind kind) => kind switch
    {
        TemplateHeaderKind.Image => ParameterKind.Image,
        TemplateHeaderKind.Video => ParameterKind.Video,
        TemplateHeaderKind.Document => ParameterKind.Document,
        TemplateHeaderKind.Text => ParameterKind.Text,
    };
}
