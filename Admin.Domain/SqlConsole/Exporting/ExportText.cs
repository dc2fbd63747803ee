using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>Values as text in a file: the same in every culture, binary as base64, and what was cut says so.</summary>
internal static class ExportText
{
    /// <summary>Null stays null.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToBase64String(bytes),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        CutValue { Head: byte[] head } cut => $"{Convert.ToBase64String(head)}{Cut(cut.Length, "bytes")}",
        CutValue cut => $"{cut.Head}{Cut(cut.Length, "characters")}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    /// <summary>Follows what was kept of a longer value.</summary>
    public static string Cut(long length, string unit) => string.Create(CultureInfo.InvariantCulture, $"… [cut: {length} {unit} in all]");
}
