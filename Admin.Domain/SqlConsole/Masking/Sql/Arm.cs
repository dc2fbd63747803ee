namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>One query of a UNION, or the only one: its result columns, its sources and what stands behind them.</summary>
/// <param name="Repeats">Whether DISTINCT compares the rows.</param>
/// <param name="Head">What stands before the columns: TOP, DISTINCT ON.</param>
internal sealed record Arm(ArmKind Kind, bool Repeats, IReadOnlyList<Span> Head, IReadOnlyList<Span> Items, Span From, Span Rest);

internal enum ArmKind
{
    Select,
    Values,

    /// <summary><c>TABLE name</c>, all columns of a table.</summary>
    Table,

    /// <summary>A query in brackets, in <see cref="Arm.From"/>.</summary>
    Nested,
    Unknown,
}
