namespace Admin.Domain.SqlConsole.Engines.Plans;

/// <summary>How a server would run a statement.</summary>
/// <param name="Text">The plan in the server's own form, for those who read that.</param>
public sealed record QueryPlan(PlanNode Root, string Text);

/// <summary>One step of a plan.</summary>
/// <param name="Name">What is done, in the server's words: <c>Seq Scan</c>.</param>
/// <param name="Subject">On what: a table, an index; null where there is none.</param>
/// <param name="Details">Filters, keys and the like.</param>
/// <param name="Cost">The server's estimate for this step with those under it, in its own unit; null where it gives none.</param>
/// <param name="Rows">The server's estimate of the rows that come out.</param>
public sealed record PlanNode(string Name, string? Subject, IReadOnlyList<string> Details, double? Cost, double? Rows, IReadOnlyList<PlanNode> Children);
