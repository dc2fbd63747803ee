namespace Admin.Domain.SqlConsole.Guard.Lexing;

internal static class Characters
{
    private static readonly string[] Symbols = [.. Enumerable.Range(0, 128).Select(i => ((char)i).ToString())];

    /// <summary>Everything above ASCII is part of a name, as the servers' own lexers have it.</summary>
    public static bool StartsWord(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    public static bool ContinuesWord(char c) => StartsWord(c) || char.IsAsciiDigit(c) || c == '$';

    public static string Symbol(char c) => c < 128 ? Symbols[c] : c.ToString();

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
