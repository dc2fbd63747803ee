using System.Globalization;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>One cell of a sheet, with the type of its value. What a spreadsheet would run is text, also after somebody edits the cell.</summary>
internal static class XlsxCell
{
    /// <summary>How many characters a cell of a sheet holds.</summary>
    public const int MaxText = 32_767;

    // A sheet counts in doubles: more digits would come out as others.
    private const int MaxDigits = 15;
    private const long MaxWhole = 999_999_999_999_999;

    public static void AppendHead(StringBuilder to, string name) => AppendText(to, name, style: 1);

    public static void Append(StringBuilder to, object? value)
    {
        switch (value)
        {
            case null:
                to.Append("<c/>");
                break;
            case bool flag:
                to.Append("<c t=\"b\"><v>").Append(flag ? '1' : '0').Append("</v></c>");
                break;
            case long number when Math.Abs((decimal)number) <= MaxWhole:
                AppendNumber(to, number);
                break;
            case double number when double.IsFinite(number):
                AppendNumber(to, number);
                break;
            case decimal number when Digits(number) <= MaxDigits:
                AppendNumber(to, number);
                break;
            default:
                var text = ExportText.Of(value)!;
                AppendText(to, text.Length > MaxText ? Shorten(text, value) : text, CsvField.LooksLikeFormula(text) && value is not (long or double or decimal) ? 2 : 0);
                break;
        }
    }

    private static void AppendNumber(StringBuilder to, IFormattable number) =>
        to.Append("<c><v>").Append(number.ToString(null, CultureInfo.InvariantCulture)).Append("</v></c>");

    private static void AppendText(StringBuilder to, string text, int style)
    {
        to.Append("<c t=\"inlineStr\"");
        if (style > 0)
            to.Append(CultureInfo.InvariantCulture, $" s=\"{style}\"");
        to.Append("><is><t xml:space=\"preserve\">");
        // What happens to look like the format's own escape is escaped itself.
        foreach (var rune in text.Replace("_x", "_x005F_x", StringComparison.Ordinal).EnumerateRunes())
            AppendRune(to, rune);
        to.Append("</t></is></c>");
    }

    // Half a surrogate pair comes as the replacement character; what XML cannot carry, as the format's own escape.
    private static void AppendRune(StringBuilder to, Rune rune)
    {
        _ = rune.Value switch
        {
            '<' => to.Append("&lt;"),
            '>' => to.Append("&gt;"),
            '&' => to.Append("&amp;"),
            '\t' or '\n' => to.Append((char)rune.Value),
            < ' ' or 0xFFFE or 0xFFFF => to.Append(CultureInfo.InvariantCulture, $"_x{rune.Value:X4}_"),
            _ => to.Append(rune.ToString()),
        };
    }

    private static string Shorten(string text, object? value)
    {
        var length = value is CutValue { Head: string } cut ? cut.Length : text.Length;
        var note = ExportText.Cut(length, "characters");
        var room = MaxText - note.Length;
        return text[..(char.IsHighSurrogate(text[room - 1]) ? room - 1 : room)] + note;
    }

    private static int Digits(decimal number)
    {
        var digits = new decimal(decimal.GetBits(number)[0], decimal.GetBits(number)[1], decimal.GetBits(number)[2], false, 0);
        return digits.ToString(CultureInfo.InvariantCulture).Length;
    }
}
