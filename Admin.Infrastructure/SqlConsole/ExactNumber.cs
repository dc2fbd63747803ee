using System.Globalization;

namespace Admin.Infrastructure.SqlConsole;

/// <summary>Decimal numbers as servers write them.</summary>
internal static class ExactNumber
{
    // A decimal keeps 28 digits whatever they are; of a longer text it would silently drop the end.
    private const int SafeDigits = 28;

    /// <summary>A decimal, a double where the text is NaN or an infinity, or the text itself where a decimal would lose digits.</summary>
    public static object Read(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => text.Count(char.IsAsciiDigit) <= SafeDigits
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : text,
    };
}
