using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>A value as text and as number, for searching, copying and drawing. The same in every culture.</summary>
internal static class CellWords
{
    /// <summary>Null for a value that is missing.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => "0x" + Convert.ToHexStringLower(bytes),
        CutValue { Head: byte[] head } => $"0x{Convert.ToHexStringLower(head)}…",
        CutValue cut => $"{cut.Head}…",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>The number that a value is or spells; null when it is none.</summary>
    public static double? NumberOf(object? value) => value switch
    {
        long number => number,
        double number => number,
        decimal number => (double)number,
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
