namespace Admin.Domain.SqlConsole.Masking;

/// <summary>Why and where a statement is refused to a masked reader.</summary>
internal readonly record struct MaskFault(MaskWhy Why, int Position, string Subject);

internal enum MaskWhy
{
    Comparison,
    Renamed,
    Expression,
    Repeated,
    WholeRow,
    Order,
    Catalog,
    Clause,
    Doubt,
}
