using System.Text;

namespace Admin.Domain.Messaging.Templating;

/// <summary>A piece of a message and how a phone shows it.</summary>
/// <param name="IsHole">A place that has no value yet; <paramref name="Text"/> is its name.</param>
public sealed record TextRun(string Text, bool Bold = false, bool Italic = false, bool Strike = false, bool Mono = false, bool IsHole = false);

/// <summary>
/// WhatsApp's marks in a text: <c>*bold*</c>, <c>_italic_</c>, <c>~strike~</c>, <c>```mono```</c>. A mark counts only at a word's edge,
/// closed on the same line, with something in between; otherwise it is an ordinary character.
/// </summary>
public static class WhatsAppText
{
    private const string Mono = "```";

    public static IReadOnlyList<TextRun> Parse(string text)
    {
        var runs = new List<TextRun>();
        Add(runs, text, new TextRun(""));
        return runs;
    }

    private static void Add(List<TextRun> runs, string text, TextRun look)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (!look.Mono && text.AsSpan(i).StartsWith(Mono, StringComparison.Ordinal) && text.IndexOf(Mono, i + Mono.Length, StringComparison.Ordinal) is var end && end > i + Mono.Length)
            {
                Flush(runs, plain, look);
                runs.Add(look with { Text = text[(i + Mono.Length)..end], Mono = true });
                i = end + Mono.Length - 1;
            }
            else if (Marked(look, text[i]) is { } marked && Opens(text, i) && Closing(text, i) is { } close)
            {
                Flush(runs, plain, look);
                Add(runs, text[(i + 1)..close], marked);
                i = close;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        Flush(runs, plain, look);
    }

    private static TextRun? Marked(TextRun look, char mark) => mark switch
    {
        '*' when !look.Bold => look with { Bold = true },
        '_' when !look.Italic => look with { Italic = true },
        '~' when !look.Strike => look with { Strike = true },
        _ => null,
    };

    private static bool Opens(string text, int at) =>
        at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] != text[at] && (at == 0 || !char.IsLetterOrDigit(text[at - 1]));

    private static int? Closing(string text, int open)
    {
        for (var i = open + 2; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == text[open] && !char.IsWhiteSpace(text[i - 1]) && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])))
                return i;
        }

        return null;
    }

    private static void Flush(List<TextRun> runs, StringBuilder plain, TextRun look)
    {
        if (plain.Length == 0)
            return;
        runs.Add(look with { Text = plain.ToString() });
        plain.Clear();
    }
}
