using System.Globalization;

namespace Admin.Web.Features.SqlConsole;

/// <summary>A value of a result as its cell shows it; long ones are cut, the whole (up to a bound) stands in the title.</summary>
internal readonly record struct CellText(string Text, string? Style = null, string? Title = null)
{
    private const int Shown = 200;
    private const int InTitle = 2_000;
    private const int BytesShown = 16;

    public static CellText Of(object? value) => value switch
    {
        null => new CellText("NULL", "null"),
        long number => new CellText(number.ToString(CultureInfo.InvariantCulture), "num"),
        double number => new CellText(number.ToString("R", CultureInfo.InvariantCulture), "num"),
        byte[] bytes => Binary(bytes),
        string text => Words(text),
        _ => Words(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static CellText Binary(byte[] bytes)
    {
        var start = Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, BytesShown)));
        return new CellText($"0x{start}{(bytes.Length > BytesShown ? "…" : "")} ({bytes.Length.ToString("N0", CultureInfo.CurrentCulture)} B)", "binary");
    }

    private static CellText Words(string text) =>
        text.Length <= Shown ? new CellText(text) : new CellText(Cut(text, Shown), "long", Cut(text, InTitle));

    // A cut must not halve a surrogate pair.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
