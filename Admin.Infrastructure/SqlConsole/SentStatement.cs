using System.Text;
using Admin.Domain.SqlConsole.Engines;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>A statement as a server gets it, with a comment in front and its own signs for parameters, and the way back to the places of the original.</summary>
internal sealed class SentStatement
{
    private readonly List<(int Sent, int SentEnd, int Original, int OriginalEnd)> _changed = [];
    private readonly int _length;

    private SentStatement(string original, string prefix, IReadOnlyList<BoundParameter> parameters, Func<BoundParameter, string> sign)
    {
        _length = original.Length;
        var text = new StringBuilder(prefix);
        _changed.Add((0, prefix.Length, 0, 0));
        var at = 0;
        foreach (var parameter in parameters)
        {
            text.Append(original, at, parameter.Start - at);
            var start = text.Length;
            // Blanks keep the sign from growing together with what stands beside it.
            text.Append(' ').Append(sign(parameter)).Append(' ');
            at = parameter.Start + parameter.Length;
            _changed.Add((start, text.Length, parameter.Start, at));
        }
        Text = text.Append(original, at, original.Length - at).ToString();
    }

    public string Text { get; }

    /// <param name="prefix">Goes in front, before or after the comment is of no matter to the places.</param>
    public static SentStatement Make(EngineQuery query, Func<BoundParameter, string> sign, string prefix = "") =>
        new(query.Text, $"/* {query.Comment} */ {prefix}", query.Parameters, sign);

    /// <summary>The zero-based offset in the original of an offset in <see cref="Text"/>.</summary>
    public int OriginalOffset(int sent)
    {
        var last = _changed[0];
        foreach (var changed in _changed)
        {
            if (changed.Sent > sent)
                break;
            last = changed;
        }
        return sent < last.SentEnd ? last.Original : Math.Min(_length, last.OriginalEnd + sent - last.SentEnd);
    }

    /// <summary>The zero-based offset in the original of the n-th character (from 1, by Unicode) of <see cref="Text"/>.</summary>
    public int OriginalOffsetOfCharacter(int number)
    {
        var offset = 0;
        for (var i = 1; i < number && offset < Text.Length; i++)
            offset += char.IsHighSurrogate(Text[offset]) && offset + 1 < Text.Length && char.IsLowSurrogate(Text[offset + 1]) ? 2 : 1;
        return OriginalOffset(offset);
    }
}
