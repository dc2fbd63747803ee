using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>SQLite files of an organization. A run has a thread and a connection of its own, since SQLite works on the caller's thread.</summary>
public sealed class SqliteEngine(SqliteDirectory directory, TimeProvider time) : IDatabaseEngine
{
    public EngineKind Kind => EngineKind.Sqlite;

    public Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct) =>
        Task.Run(() => Test(target, ct), CancellationToken.None);

    public Task<Result<RunReport>> ExecuteAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct) =>
        Task.Factory.StartNew(() => Execute(target, query, results, ct), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private Result<ConnectionReport> Test(ConnectionTarget target, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var opened = Open(target, ct);
        if (opened.Failed)
            return opened.Error;
        using var session = opened.Value;
        return new ConnectionReport(time.GetElapsedTime(start), session.ServerVersion, []);
    }

    private Result<RunReport> Execute(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(query.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var start = time.GetTimestamp();
        var opened = Open(target, stop.Token);
        if (opened.Failed)
            return opened.Error;
        using var session = opened.Value;
        var connected = time.GetElapsedTime(start);
        start = time.GetTimestamp();
        var outcome = Run(session.Handle, query, results);
        if (!outcome.Failed)
            return new RunReport(connected, time.GetElapsedTime(start), session.ServerVersion, null);
        if (ct.IsCancellationRequested)
            return SqlConsoleErrors.Cancelled;
        return timeout.IsCancellationRequested ? SqlConsoleErrors.TimedOut((int)query.Timeout.TotalSeconds) : outcome.Error;
    }

    private Result<SqliteSession> Open(ConnectionTarget target, CancellationToken ct)
    {
        if (directory.Find(target.Organization, target.Database) is not { } path)
            return SqlConsoleErrors.ConnectionFailed;
        try
        {
            return SqliteSession.Open(path, ct);
        }
        catch (SqliteException e)
        {
            return e.SqliteErrorCode == raw.SQLITE_BUSY ? SqlConsoleErrors.DatabaseBusy : SqlConsoleErrors.ConnectionFailed;
        }
    }

    private static Result Run(sqlite3 db, EngineQuery query, ResultBuffer results)
    {
        var code = raw.sqlite3_prepare_v2(db, query.Text, out var statement, out var tail);
        using (statement)
        {
            if (code != raw.SQLITE_OK)
                return Fault(db, code);
            // A second line of its own: exactly one statement, and one that SQLite itself calls reading.
            if (HasMore(db, tail))
                return SqlConsoleErrors.EngineRefused("only one statement can run at a time");
            if (statement.IsInvalid || raw.sqlite3_stmt_readonly(statement) == 0)
                return SqlConsoleErrors.EngineRefused("it does not read");
            var bound = SqliteBinder.Bind(statement, query.Parameters);
            if (bound.Failed)
                return bound;
            code = SqliteRows.Read(statement, results);
            return code == raw.SQLITE_DONE ? Result.Ok : Fault(db, code);
        }
    }

    private static bool HasMore(sqlite3 db, string? tail)
    {
        while (!string.IsNullOrWhiteSpace(tail))
        {
            var code = raw.sqlite3_prepare_v2(db, tail, out var next, out var rest);
            using (next)
            {
                if (code != raw.SQLITE_OK || !next.IsInvalid)
                    return true;
            }
            if (rest == tail)
                return false;
            tail = rest;
        }
        return false;
    }

    private static Error Fault(sqlite3 db, int code)
    {
        var message = raw.sqlite3_errmsg(db).utf8_to_string() ?? raw.sqlite3_errstr(code).utf8_to_string() ?? "unknown";
        return (code & 0xff) switch
        {
            raw.SQLITE_AUTH or raw.SQLITE_READONLY => SqlConsoleErrors.EngineRefused(message),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => SqlConsoleErrors.DatabaseBusy,
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN => SqlConsoleErrors.ConnectionFailed,
            _ => SqlConsoleErrors.StatementFailed(message),
        };
    }
}
