namespace Admin.Domain.SqlConsole.Engines.Results;

/// <summary>A column as the server names it; names may repeat or be empty.</summary>
/// <param name="Type">The server's word for its type, if it has one.</param>
/// <param name="Kind">How values of it are shown and sorted.</param>
/// <param name="MaskedBecause">Why its values are hidden from this reader; null when they are not.</param>
public sealed record ResultColumn(string Name, string? Type, ColumnKind Kind = ColumnKind.Text, string? MaskedBecause = null);

/// <summary>What the values of a column are, as far as a page must know.</summary>
public enum ColumnKind
{
    Text,
    Number,
    Boolean,
    Time,
    Binary,

    /// <summary>JSON, a document or an array, as JSON text.</summary>
    Json,
}
