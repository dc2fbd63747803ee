namespace Admin.Domain.SqlConsole.Engines;

/// <summary>How a run went, beside its rows.</summary>
public sealed record RunReport(TimeSpan ConnectionTime, TimeSpan ExecutionTime, string ServerVersion, int? AffectedRows);
