namespace Admin.Domain.SqlConsole.Engines.Schema;

/// <summary>What a database consists of, bounded.</summary>
/// <param name="Truncated">Whether there are more tables than are listed.</param>
public sealed record SchemaReport(IReadOnlyList<SchemaTable> Tables, bool Truncated)
{
    /// <summary>How many tables, views and collections are listed at most.</summary>
    public const int MaxTables = 2_000;

    /// <summary>How many columns are listed over all tables at most.</summary>
    public const int MaxColumns = 50_000;
}

/// <summary>A table, view or collection.</summary>
/// <param name="Schema">Null where the engine has none.</param>
/// <param name="RowEstimate">The server's own estimate; null where it has none. Nothing is counted.</param>
/// <param name="QuotedName">How a statement writes it.</param>
public sealed record SchemaTable(string? Schema, string Name, SchemaTableKind Kind, long? RowEstimate, string QuotedName, IReadOnlyList<SchemaColumn> Columns);

/// <summary>What a table is.</summary>
public enum SchemaTableKind
{
    Table,
    View,
    Collection,
}

/// <summary>A column of a table, or a field seen in a collection's first documents.</summary>
/// <param name="Type">The server's word.</param>
/// <param name="References">The table and column that a foreign key points to, as <c>table.column</c>; null otherwise.</param>
public sealed record SchemaColumn(string Name, string Type, bool IsNullable, bool IsPrimaryKey, string? References);
