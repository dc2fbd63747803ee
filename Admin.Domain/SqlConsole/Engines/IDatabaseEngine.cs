using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>
/// One kind of database server. An engine keeps its own read-only line, whatever the guard has let through, carries the
/// timeout and a cancellation to the server, begins every call with a session of its own, and leaves no connection behind.
/// It connects to <see cref="ConnectionTarget.Server"/> alone and follows no server elsewhere. It throws for nothing that a
/// server, a network or a person can cause: those are errors of <see cref="SqlConsoleErrors"/>.
/// </summary>
public interface IDatabaseEngine
{
    EngineKind Kind { get; }

    EngineTraits Traits { get; }

    /// <summary>Opens, asks for version, TLS and the account's rights, closes. Hosts that cannot be reached all read alike.</summary>
    Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct);

    /// <summary>
    /// Runs one reading statement and puts columns and rows into <paramref name="results"/>, up to its limits. The caller may
    /// look at the rows that have arrived while this runs.
    /// </summary>
    Task<Result<RunReport>> ReadAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct);

    /// <summary>
    /// Runs one change in one transaction: commits it when it touched exactly as many rows as expected, else, and always
    /// for a preview, rolls it back.
    /// </summary>
    Task<Result<ChangeReport>> ChangeAsync(ConnectionTarget target, EngineQuery query, EngineChange change, CancellationToken ct);

    /// <summary>Tables and views with their columns and keys, as the account may see them.</summary>
    Task<Result<SchemaReport>> DescribeAsync(ConnectionTarget target, CancellationToken ct);

    /// <summary>How the server would run a reading statement, without running it.</summary>
    Task<Result<QueryPlan>> ExplainAsync(ConnectionTarget target, EngineQuery query, CancellationToken ct);
}
