using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>SQLite files of an organization. A run has a thread and a connection of its own, since SQLite works on the caller's thread.</summary>
public sealed class SqliteEngine(SqliteDirectory directory, TimeProvider time) : IDatabaseEngine
{
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);

    public EngineKind Kind => EngineKind.Sqlite;

    public EngineTraits Traits { get; } = new(DefaultPort: null, HasAuthenticationDatabase: false, "SELECT * FROM customers LIMIT 10");

    public Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync<ConnectionReport>(target, forChange: false, LookTimeout, Task.CompletedTask, (session, opened) =>
            new ConnectionReport(opened, session.ServerVersion, Tls: null, Dangers: [], SafeAccount: null), ct);

    public Task<Result<RunReport>> ReadAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct) =>
        RunAsync(target, forChange: false, query.Timeout, query.Recorded, (session, opened) => Read(session, opened, query, results), ct);

    public Task<Result<ChangeReport>> ChangeAsync(ConnectionTarget target, EngineQuery query, EngineChange change, CancellationToken ct) =>
        target.Mode == AccessMode.Write
            ? RunAsync(target, forChange: true, query.Timeout, query.Recorded, (session, opened) => Change(session, opened, query, change), ct)
            : Task.FromResult<Result<ChangeReport>>(SqlConsoleErrors.ReadOnlySource);

    public Task<Result<SchemaReport>> DescribeAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, forChange: false, LookTimeout, Task.CompletedTask, (session, _) => SqliteSchema.Read(session.Handle), ct);

    public Task<Result<QueryPlan>> ExplainAsync(ConnectionTarget target, EngineQuery query, CancellationToken ct) =>
        RunAsync(target, forChange: false, query.Timeout, query.Recorded, (session, _) => SqlitePlan.Read(session.Handle, query), ct);

    private async Task<Result<T>> RunAsync<T>(
        ConnectionTarget target, bool forChange, TimeSpan allowed, Task recorded, Func<SqliteSession, TimeSpan, Result<T>> work, CancellationToken ct)
    {
        await recorded;
        return await Task.Factory.StartNew(() => Run(target, forChange, allowed, work, ct), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private Result<T> Run<T>(ConnectionTarget target, bool forChange, TimeSpan allowed, Func<SqliteSession, TimeSpan, Result<T>> work, CancellationToken ct)
    {
        using var limit = new RunLimit(allowed, time, ct);
        var opened = Open(target, forChange, limit.Token);
        if (opened.Failed)
            return opened.Error;
        using var session = opened.Value;
        var outcome = work(session, limit.Elapsed);
        return outcome.Failed ? limit.Told(outcome.Error) : outcome;
    }

    private Result<SqliteSession> Open(ConnectionTarget target, bool forChange, CancellationToken ct)
    {
        if (directory.Find(target.Organization, target.Database) is not { } path)
            return SqlConsoleErrors.ConnectionFailed;
        try
        {
            return forChange ? SqliteSession.OpenToChange(path, ct) : SqliteSession.OpenToRead(path, ct);
        }
        catch (SqliteException e)
        {
            return e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED ? SqlConsoleErrors.DatabaseBusy : SqlConsoleErrors.ConnectionFailed;
        }
    }

    private Result<RunReport> Read(SqliteSession session, TimeSpan opened, EngineQuery query, ResultBuffer results)
    {
        var start = time.GetTimestamp();
        var prepared = SqliteStatement.Prepare(session.Handle, query.Text, query.Parameters);
        if (prepared.Failed)
            return prepared.Error;
        using var statement = prepared.Value;
        // A second line of its own, beside the authorizer: SQLite itself must call it reading.
        if (!statement.OnlyReads)
            return SqlConsoleErrors.EngineRefused("it does not read");
        var code = SqliteRows.Read(statement.Handle, results);
        return code == raw.SQLITE_DONE ? new RunReport(opened, time.GetElapsedTime(start), session.ServerVersion) : statement.Fault(code);
    }

    private Result<ChangeReport> Change(SqliteSession session, TimeSpan opened, EngineQuery query, EngineChange change)
    {
        var start = time.GetTimestamp();
        var done = SqliteChange.Run(session.Handle, query, change);
        if (done.Failed)
            return done.Error;
        var (affected, sample) = done.Value;
        var commits = affected == change.ExpectedRows;
        try
        {
            if (commits)
                session.Commit();
        }
        catch (SqliteException e)
        {
            return e.SqliteErrorCode is raw.SQLITE_BUSY ? SqlConsoleErrors.DatabaseBusy : SqlConsoleErrors.StatementFailed(e.Message);
        }
        return new ChangeReport(new RunReport(opened, time.GetElapsedTime(start), session.ServerVersion, affected), commits, sample);
    }
}
