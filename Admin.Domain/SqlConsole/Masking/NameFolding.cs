using System.Globalization;
using System.Text;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>
/// Brings names that any of the servers may take for the same into one form: case, accents, width, invisible characters and
/// blanks at the ends do not count in some collations, and PostgreSQL cuts names.
/// </summary>
internal static class NameFolding
{
    private const int PostgresqlNameBytes = 63;

    public static string Fold(string name, EngineKind engine)
    {
        if (engine == EngineKind.Postgresql && name.Length > PostgresqlNameBytes / 4)
            name = Cut(name);
        return Ascii.IsValid(name) ? name.Trim().ToLowerInvariant() : Plain(name);
    }

    /// <summary>The last part of a name that may be written with its schema.</summary>
    public static string LastPart(string name) => name[(name.LastIndexOf('.') + 1)..].Trim('"', '`', '[', ']', ' ');

    private static string Cut(string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length <= PostgresqlNameBytes)
            return name;
        var end = PostgresqlNameBytes;
        while ((bytes[end] & 0xC0) == 0x80)
            end--;
        return Encoding.UTF8.GetString(bytes, 0, end);
    }

    private static string Plain(string name)
    {
        var wellFormed = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
            wellFormed.Append(Expand(rune));
        var plain = new StringBuilder(name.Length);
        foreach (var rune in wellFormed.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                or UnicodeCategory.Control or UnicodeCategory.ModifierSymbol or UnicodeCategory.ModifierLetter))
                plain.Append(rune);
        }
        return plain.ToString().Trim().ToLowerInvariant();
    }

    private static string Expand(Rune rune) => rune.Value switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        _ => rune.ToString(),
    };
}
