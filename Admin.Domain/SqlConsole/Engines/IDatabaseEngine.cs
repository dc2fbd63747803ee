using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>
/// One kind of database server. An engine keeps its own read-only line, whatever the guard has let through, carries the
/// timeout and a cancellation to the server, and leaves no connection behind.
/// </summary>
public interface IDatabaseEngine
{
    EngineKind Kind { get; }

    /// <summary>Opens, asks for the version, closes. Faults of different unreachable hosts all read alike.</summary>
    Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct);

    /// <summary>
    /// Runs one statement and puts columns and rows into <paramref name="results"/>, up to its limits. The caller may look at
    /// the rows that have arrived while this runs.
    /// </summary>
    Task<Result<RunReport>> ExecuteAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct);
}
