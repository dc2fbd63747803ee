using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>How the whole of a value is shown.</summary>
internal enum CellShape
{
    Missing,
    Masked,
    Text,
    Json,
    Binary,
}

internal static class CellShapes
{
    /// <summary>A text is shown as JSON where it is in a JSON column, or looks like an object or a list; the browser falls back to text where it is none.</summary>
    public static CellShape Of(object? value, ColumnKind kind) => value switch
    {
        null => CellShape.Missing,
        MaskedValue => CellShape.Masked,
        byte[] or CutValue { Head: byte[] } => CellShape.Binary,
        // The start of a document is no document.
        CutValue => CellShape.Text,
        string text when kind == ColumnKind.Json || LooksLikeJson(text) => CellShape.Json,
        _ => CellShape.Text,
    };

    private static bool LooksLikeJson(string text) => text.AsSpan().Trim() is ['{', .., '}'] or ['[', .., ']'];
}
