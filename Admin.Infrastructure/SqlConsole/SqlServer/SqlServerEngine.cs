using System.Data;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>
/// SQL Server. It has no read-only session: a reading statement runs in a transaction that is always rolled back, and one that
/// tells of changed rows is an error. What a rollback cannot undo (another server, a file, a sequence) only the guard and the
/// account's rights keep away.
/// </summary>
public sealed class SqlServerEngine(TimeProvider time) : IDatabaseEngine
{
    private const int StandardPort = 1433;
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);

    // A statement that waits for a lock longer holds others up behind it.
    private static readonly TimeSpan LongestLockWait = TimeSpan.FromSeconds(10);

    public EngineKind Kind => EngineKind.Sqlserver;

    public EngineTraits Traits { get; } = new(StandardPort, HasAuthenticationDatabase: false, "SELECT TOP (10) * FROM customers");

    public Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, new EngineQuery("", [], LookTimeout), (session, opened, stop) => TestAsync(target, session, opened, stop), ct);

    public Task<Result<RunReport>> ReadAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct) =>
        RunAsync(target, query, (session, opened, stop) => ReadAsync(session, opened, query, results, stop), ct);

    public Task<Result<ChangeReport>> ChangeAsync(ConnectionTarget target, EngineQuery query, EngineChange change, CancellationToken ct) =>
        target.Mode == AccessMode.Write
            ? RunAsync(target, query, (session, opened, stop) => ChangeAsync(session, opened, query, change, stop), ct)
            : Task.FromResult<Result<ChangeReport>>(SqlConsoleErrors.ReadOnlySource);

    public Task<Result<SchemaReport>> DescribeAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, new EngineQuery("", [], LookTimeout), (session, _, stop) => SqlServerSchema.ReadAsync(session, LookTimeout, stop), ct);

    public Task<Result<QueryPlan>> ExplainAsync(ConnectionTarget target, EngineQuery query, CancellationToken ct) =>
        RunAsync(target, query, (session, _, stop) => SqlServerPlan.ReadAsync(session, query, stop), ct);

    /// <summary>Behind the statement and on a line of its own, so that places in errors stay those of the statement.</summary>
    internal static string Commented(EngineQuery query) => $"{query.Text}\n/* {query.Comment} */";

    private async Task<Result<T>> RunAsync<T>(ConnectionTarget target, EngineQuery query, Func<SqlServerSession, TimeSpan, CancellationToken, Task<Result<T>>> work, CancellationToken ct)
    {
        using var limit = new RunLimit(query.Timeout, time, ct);
        var opened = await SqlServerSession.OpenAsync(target, Shorter(LongestLockWait, query.Timeout), limit.Token);
        if (opened.Failed)
            return limit.Told(opened.Error);
        await using var session = opened.Value;
        await query.Recorded;
        var outcome = await WorkAsync(session, limit.Elapsed, query, work, limit.Token);
        return outcome.Failed ? limit.Told(outcome.Error) : outcome;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<Result<T>> WorkAsync<T>(
        SqlServerSession session, TimeSpan opened, EngineQuery query, Func<SqlServerSession, TimeSpan, CancellationToken, Task<Result<T>>> work, CancellationToken ct)
    {
        try
        {
            await session.BeginAsync(ct);
            return await work(session, opened, ct);
        }
        catch (Exception e) when (e is SqlException or InvalidOperationException or OperationCanceledException or IOException)
        {
            return SqlServerFailures.OfRunning(e, query.Text, ct);
        }
    }

    private static async Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, SqlServerSession session, TimeSpan opened, CancellationToken ct)
    {
        var dangers = await SqlServerRights.DangersAsync(session, target.Mode, LookTimeout, ct);
        if (dangers.Failed)
            return dangers.Error;
        // The driver does not tell protocol and cipher; it is certain that it does not go on in the clear unless that is asked for.
        var tls = target.Tls.Mode == TlsMode.Off ? null : "TLS";
        return new ConnectionReport(opened, session.ServerVersion, tls, dangers.Value, SqlServerRights.SafeAccount(target.Database));
    }

    private async Task<Result<RunReport>> ReadAsync(SqlServerSession session, TimeSpan opened, EngineQuery query, ResultBuffer results, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        await using var command = session.Command(Commented(query), query.Parameters, query.Timeout);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess | CommandBehavior.SingleResult, ct);
        var read = await SqlServerRows.ReadAsync(command, reader, results, ct);
        if (read.Failed)
            return read.Error;
        // -1 is said of what only reads.
        if (reader.RecordsAffected > -1)
            return SqlConsoleErrors.EngineRefused("it changed rows, which has been taken back");
        return new RunReport(opened, time.GetElapsedTime(start), session.ServerVersion) { Notices = [.. session.Notices] };
    }

    private async Task<Result<ChangeReport>> ChangeAsync(SqlServerSession session, TimeSpan opened, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var (affected, sample) = await SqlServerChange.RunAsync(session, query, change, ct);
        var commits = affected == change.ExpectedRows;
        if (commits && (await session.CommitAsync()).Error is { } unsure)
            return unsure;
        var run = new RunReport(opened, time.GetElapsedTime(start), session.ServerVersion, affected) { Notices = [.. session.Notices] };
        return new ChangeReport(run, commits, sample);
    }
}
