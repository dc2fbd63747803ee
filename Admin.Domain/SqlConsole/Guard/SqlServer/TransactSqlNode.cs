namespace Admin.Domain.SqlConsole.Guard.SqlServer;

/// <summary>
/// One syntax node. <paramref name="Name"/> is the function of a call (with its schema or target before a dot), the kind of
/// a hint, the server of a four-part name, or a table's own name in lower case.
/// </summary>
public readonly record struct TransactSqlNode(string Kind, int Position, int Length, string? Name = null);
