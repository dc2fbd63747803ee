using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>
/// MySQL and MariaDB servers. Its own read-only line: a READ ONLY session, one statement for each run (the server itself refuses
/// a second), and nothing runs that neither reads nor changes rows.
/// </summary>
public sealed class MysqlEngine(TimeProvider time) : IDatabaseEngine
{
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);

    public EngineKind Kind => EngineKind.Mysql;

    public EngineTraits Traits { get; } = new(DefaultPort: 3306, HasAuthenticationDatabase: false, "SELECT * FROM customers LIMIT 10");

    public Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(
            target, forChange: false, LookTimeout, sent: null, Task.CompletedTask, (session, limit) => MysqlAccount.AskAsync(session, target, limit.Elapsed, limit.Token), ct);

    public Task<Result<RunReport>> ReadAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct)
    {
        var statement = new MysqlStatement(query);
        return RunAsync(target, forChange: false, query.Timeout, statement.Sent, query.Recorded, (session, limit) => ReadAsync(session, statement, results, limit), ct);
    }

    public Task<Result<ChangeReport>> ChangeAsync(ConnectionTarget target, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        if (target.Mode != AccessMode.Write)
            return Task.FromResult<Result<ChangeReport>>(SqlConsoleErrors.ReadOnlySource);
        var statement = new MysqlStatement(query);
        return RunAsync(target, forChange: true, query.Timeout, statement.Sent, query.Recorded, (session, limit) => ChangeAsync(session, statement, change, limit), ct);
    }

    public Task<Result<SchemaReport>> DescribeAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, forChange: false, LookTimeout, sent: null, Task.CompletedTask, (session, limit) => MysqlSchema.ReadAsync(session, limit.Token), ct);

    public Task<Result<QueryPlan>> ExplainAsync(ConnectionTarget target, EngineQuery query, CancellationToken ct)
    {
        var statement = new MysqlStatement(query, MysqlPlan.Prefix);
        return RunAsync(target, forChange: false, query.Timeout, statement.Sent, query.Recorded, (session, limit) => MysqlPlan.ReadAsync(session, statement, limit.Token), ct);
    }

    private async Task<Result<T>> RunAsync<T>(
        ConnectionTarget target, bool forChange, TimeSpan allowed, SentStatement? sent, Task recorded, Func<MysqlSession, RunLimit, Task<Result<T>>> work, CancellationToken ct)
    {
        using var limit = new RunLimit(allowed, time, ct);
        var opened = await MysqlSession.OpenAsync(target, forChange, allowed, limit.Token);
        if (opened.Failed)
            return limit.Reason ?? opened.Error;
        await using var session = opened.Value;
        await recorded;
        try
        {
            return await work(session, limit);
        }
        catch (Exception e) when (MysqlFaults.IsExpected(e))
        {
            return MysqlFaults.OfRun(e, limit, sent);
        }
    }

    private static async Task<Result<RunReport>> ReadAsync(MysqlSession session, MysqlStatement statement, ResultBuffer results, RunLimit limit)
    {
        var opened = limit.Elapsed;
        var read = await MysqlRows.ReadAsync(session, statement, results, limit.Token);
        if (read.Failed)
            return read.Error;
        // A statement that is told to stop may still answer, and not the truth: SLEEP ends early with a value of its own.
        return limit.Reason is { } stopped ? stopped : Report(session, opened, limit);
    }

    private static async Task<Result<ChangeReport>> ChangeAsync(MysqlSession session, MysqlStatement statement, EngineChange change, RunLimit limit)
    {
        var opened = limit.Elapsed;
        var done = await new MysqlChange(session, change, limit.Token).RunAsync(statement);
        if (done.Failed)
            return done.Error;
        if (limit.Reason is { } stopped)
            return stopped;
        var (affected, sample) = done.Value;
        var commits = affected == change.ExpectedRows;
        if (commits && (await session.CommitAsync()).Error is { } unsure)
            return unsure;
        if (!commits && !await session.RollbackAsync(limit.Token))
            return SqlConsoleErrors.NotTransactional("a table");
        return new ChangeReport(Report(session, opened, limit) with { AffectedRows = affected }, commits, sample);
    }

    private static RunReport Report(MysqlSession session, TimeSpan opened, RunLimit limit) =>
        new(opened, limit.Elapsed - opened, session.ServerVersion) { Notices = session.Notices };
}
