using System.Text.RegularExpressions;

namespace Admin.Domain.Messaging.Templating;

/// <summary>A message as a phone shows it. Places without a value stand as holes, so that one sees what is still missing.</summary>
/// <param name="Media">Kind of a media header; null for a text header or none.</param>
/// <param name="MediaText">What fills the media header; null while nothing does.</param>
public sealed record TemplatePreview(
    ParameterKind? Media,
    string? MediaText,
    IReadOnlyList<TextRun> Header,
    IReadOnlyList<TextRun> Body,
    string? Footer,
    IReadOnlyList<ButtonPreview> Buttons)
{
    // Cannot stand in a message: private use, one before and one after a hole. In between stands its number, also of private use:
    // a name may hold underscores, which would be read as marks.
    private const char HoleBegin = '\uE000';
    private const char HoleEnd = '\uE001';
    private const char FirstHole = '\uE100';

    /// <param name="values">By the key of the place.</param>
    public static TemplatePreview Render(TemplateContent content, IReadOnlyDictionary<string, string> values)
    {
        var media = content.Parameters.FirstOrDefault(p => p.IsMedia);
        return new TemplatePreview(
            media?.Kind,
            media is null ? null : Given(values, media.Key),
            content.Header?.Text is { } header ? Runs(header, _ => Given(values, "header")) : [],
            Runs(content.Body, name => Given(values, $"body.{name}")),
            content.Footer,
            [.. content.Buttons.Select((button, index) => Button(button, Given(values, $"button.{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}")))]);
    }

    private static ButtonPreview Button(TemplateButton button, string? value) =>
        new(button.Kind, button.Word, button.Text, button.Target is { } target ? TemplateParameters.Hole().Replace(target, hole => value ?? hole.Value) : value);

    private static List<TextRun> Runs(string text, Func<string, string?> value)
    {
        var holes = new List<string>();
        var filled = TemplateParameters.Hole().Replace(text, hole =>
        {
            var name = hole.Groups["name"].Value;
            if (value(name) is { } given)
                return given;
            holes.Add(name);
            return $"{HoleBegin}{(char)(FirstHole + holes.Count - 1)}{HoleEnd}";
        });
        return Split(WhatsAppText.Parse(filled), holes);
    }

    private static string? Given(IReadOnlyDictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static List<TextRun> Split(IReadOnlyList<TextRun> runs, List<string> holes)
    {
        var split = new List<TextRun>(runs.Count);
        foreach (var run in runs)
        {
            foreach (var piece in Regex.Split(run.Text, $"({HoleBegin}[^{HoleEnd}]*{HoleEnd})", RegexOptions.None, TimeSpan.FromSeconds(1)).Where(p => p.Length > 0))
                split.Add(piece is [HoleBegin, var number, HoleEnd] && holes.ElementAtOrDefault(number - FirstHole) is { } name ? run with { Text = name, IsHole = true } : run with { Text = piece });
        }

        return split;
    }
}

/// <param name="Target">Where it leads, whom it calls, or what it copies.</param>
public sealed record ButtonPreview(TemplateButtonKind? Kind, string Word, string Text, string? Target);
