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
    // Cannot stand in a message: private use, one before and one after the name of a hole.
    private const char HoleBegin = '\uE000';
    private const char HoleEnd = '\uE001';

    /// <param name="values">By the key of the place.</param>
    public static TemplatePreview Render(TemplateContent content, IReadOnlyDictionary<string, string> values)
    {
        var media = content.Parameters.FirstOrDefault(p => p.IsMedia);
        return new TemplatePreview(
            media?.Kind,
            media is null ? null : Given(values, media.Key),
            content.Header?.Text is { } header ? Split(WhatsAppText.Parse(Fill(header, _ => Given(values, "header")))) : [],
            Split(WhatsAppText.Parse(Fill(content.Body, name => Given(values, $"body.{name}")))),
            content.Footer,
            [.. content.Buttons.Select((button, index) => Button(button, Given(values, $"button.{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}")))]);
    }

    /// <summary>The body alone, as a line of text; for lists and screen readers.</summary>
    public string PlainBody => string.Concat(Body.Select(r => r.IsHole ? $"{{{{{r.Text}}}}}" : r.Text));

    private static ButtonPreview Button(TemplateButton button, string? value) =>
        new(button.Kind, button.Word, button.Text, button.Target is { } target ? TemplateParameters.Hole().Replace(target, hole => value ?? hole.Value) : value);

    private static string Fill(string text, Func<string, string?> value) =>
        TemplateParameters.Hole().Replace(text, hole => value(hole.Groups["name"].Value) ?? $"{HoleBegin}{hole.Groups["name"].Value}{HoleEnd}");

    private static string? Given(IReadOnlyDictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static List<TextRun> Split(IReadOnlyList<TextRun> runs)
    {
        var split = new List<TextRun>(runs.Count);
        foreach (var run in runs)
        {
            foreach (var piece in Regex.Split(run.Text, $"({HoleBegin}[^{HoleEnd}]*{HoleEnd})", RegexOptions.None, TimeSpan.FromSeconds(1)).Where(p => p.Length > 0))
                split.Add(piece is [HoleBegin, .., HoleEnd] ? run with { Text = piece[1..^1], IsHole = true } : run with { Text = piece });
        }

        return split;
    }
}

/// <param name="Target">Where it leads, whom it calls, or what it copies.</param>
public sealed record ButtonPreview(TemplateButtonKind? Kind, string Word, string Text, string? Target);
