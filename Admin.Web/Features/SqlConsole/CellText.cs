using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>A value of a result as its cell shows it, on one line; long ones are cut, more of it (up to a bound) stands in the title.</summary>
/// <param name="Style">One of <see cref="Styles"/>; null for plain text.</param>
internal readonly record struct CellText(string Text, string? Style = null, string? Title = null)
{
    private const int Shown = 200;
    private const int InTitle = 2_000;
    private const int BytesShown = 16;

    /// <summary>Every style a cell can have; its place in the list is its code on the way to the browser.</summary>
    public static IReadOnlyList<string> Styles { get; } = ["", "null", "num", "bool", "time", "binary", "json", "long", "cut", "masked"];

    public static CellText Of(object? value, ColumnKind kind = ColumnKind.Text) => value switch
    {
        null => new CellText("NULL", "null"),
        MaskedValue masked => new CellText(masked.ToString(), "masked"),
        bool flag => new CellText(flag ? "true" : "false", "bool"),
        long number => new CellText(number.ToString(CultureInfo.InvariantCulture), "num"),
        double number => new CellText(number.ToString("R", CultureInfo.InvariantCulture), "num"),
        decimal number => new CellText(number.ToString(CultureInfo.InvariantCulture), "num"),
        byte[] bytes => Binary(bytes, bytes.Length) with { Style = "binary" },
        CutValue { Head: byte[] head } cut => Binary(head, cut.Length),
        CutValue cut => new CellText(Cut(OneLine((string)cut.Head), Shown), "cut", Cut((string)cut.Head, InTitle)),
        string text => Words(text, StyleOf(kind)),
        _ => Words(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", null),
    };

    private static string? StyleOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "num",
        ColumnKind.Time => "time",
        ColumnKind.Json => "json",
        ColumnKind.Text or ColumnKind.Boolean or ColumnKind.Binary => null,
    };

    private static CellText Binary(byte[] bytes, long length)
    {
        var start = Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, BytesShown)));
        return new CellText($"0x{start}{(length > BytesShown ? "…" : "")} ({length.ToString("N0", CultureInfo.CurrentCulture)} B)", "cut");
    }

    private static CellText Words(string text, string? style) =>
        text.Length <= Shown ? new CellText(OneLine(text), style) : new CellText(OneLine(Cut(text, Shown)), style ?? "long", Cut(text, InTitle));

    private static string OneLine(string text) =>
        text.AsSpan().ContainsAny('\n', '\r') ? text.Replace("\r\n", "↵", StringComparison.Ordinal).Replace('\n', '↵').Replace('\r', '↵') : text;

    // A cut must not halve a surrogate pair.
    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";
}
