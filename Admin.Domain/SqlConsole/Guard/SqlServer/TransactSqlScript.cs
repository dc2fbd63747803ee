namespace Admin.Domain.SqlConsole.Guard.SqlServer;

/// <summary>The positions of the root statements, every syntax node, and where reading failed if it did.</summary>
public sealed record TransactSqlScript(IReadOnlyList<int> Statements, IReadOnlyList<TransactSqlNode> Nodes, int? FaultAt);
