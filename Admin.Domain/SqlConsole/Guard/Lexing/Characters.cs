namespace Admin.Domain.SqlConsole.Guard.Lexing;

internal static class Characters
{
    private static readonly string[] Symbols = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    /// <summary>Everything above ASCII is part of a name, as the servers' own lexers have it.</summary>
    public static bool StartsWord(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    public static bool ContinuesWord(char c) => StartsWord(c) || char.IsAsciiDigit(c) || c == '$';

    public static string Symbol(char c) => c < 128 ? Symbols[c] : c.ToString();

    /// <summary>The index of the first half of a surrogate pair that stands alone, which no server's encoding can carry.</summary>
    public static int? LoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return i;
            i++;
        }
        return null;
    }

    /// <summary>Upper case of ASCII words only, so that no letter of another alphabet folds into a keyword.</summary>
    public static string Upper(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (c >= 0x80)
                return word.ToString();
        }
        return string.Create(word.Length, word, static (target, source) => source.ToUpperInvariant(target));
    }
}
