namespace Admin.Domain.SqlConsole.Engines;

/// <summary>How a run went, beside its rows.</summary>
public sealed record RunReport(TimeSpan ConnectionTime, TimeSpan ExecutionTime, string ServerVersion, long? AffectedRows = null)
{
    /// <summary>What the server said beside the result, in its own words.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
