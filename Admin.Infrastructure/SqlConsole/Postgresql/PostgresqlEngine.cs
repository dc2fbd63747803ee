using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>
/// PostgreSQL servers. Its own read-only line: a READ ONLY transaction that is always rolled back, one statement for each run
/// (the server itself refuses a second), and nothing runs that gives no rows.
/// </summary>
public sealed class PostgresqlEngine(TimeProvider time) : IDatabaseEngine
{
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);

    public EngineKind Kind => EngineKind.Postgresql;

    public EngineTraits Traits { get; } = new(DefaultPort: 5432, HasAuthenticationDatabase: false, "SELECT * FROM customers LIMIT 10");

    public Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(
            target, forChange: false, LookTimeout, sent: null, Task.CompletedTask, (session, limit) => PostgresqlAccount.AskAsync(session, target.Mode, limit.Elapsed, limit.Token), ct);

    public Task<Result<RunReport>> ReadAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct)
    {
        var statement = new PostgresqlStatement(query);
        return RunAsync(target, forChange: false, query.Timeout, statement.Sent, query.Recorded, (session, limit) => ReadAsync(session, statement, results, limit), ct);
    }

    public Task<Result<ChangeReport>> ChangeAsync(ConnectionTarget target, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        if (target.Mode != AccessMode.Write)
            return Task.FromResult<Result<ChangeReport>>(SqlConsoleErrors.ReadOnlySource);
        var statement = new PostgresqlStatement(query);
        return RunAsync(target, forChange: true, query.Timeout, statement.Sent, query.Recorded, (session, limit) => ChangeAsync(session, statement, change, limit), ct);
    }

    public Task<Result<SchemaReport>> DescribeAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, forChange: false, LookTimeout, sent: null, Task.CompletedTask, (session, limit) => PostgresqlSchema.ReadAsync(session, limit.Token), ct);

    public Task<Result<QueryPlan>> ExplainAsync(ConnectionTarget target, EngineQuery query, CancellationToken ct)
    {
        var tree = PostgresqlPlan.Tree(query);
        return RunAsync(
            target, forChange: false, query.Timeout, tree.Sent, query.Recorded, (session, limit) => PostgresqlPlan.ReadAsync(session, query, tree, limit.Token), ct);
    }

    private async Task<Result<T>> RunAsync<T>(
        ConnectionTarget target, bool forChange, TimeSpan allowed, SentStatement? sent, Task recorded, Func<PostgresqlSession, RunLimit, Task<Result<T>>> work, CancellationToken ct)
    {
        using var limit = new RunLimit(allowed, time, ct);
        var opened = await PostgresqlSession.OpenAsync(target, forChange, allowed, limit.Token);
        if (opened.Failed)
            return limit.Reason ?? opened.Error;
        await using var session = opened.Value;
        await recorded;
        try
        {
            return await work(session, limit);
        }
        catch (Exception e) when (PostgresqlFaults.IsExpected(e))
        {
            return PostgresqlFaults.OfRun(e, limit, sent);
        }
    }

    private static async Task<Result<RunReport>> ReadAsync(PostgresqlSession session, PostgresqlStatement statement, ResultBuffer results, RunLimit limit)
    {
        var opened = limit.Elapsed;
        var read = await PostgresqlRows.ReadAsync(session, statement, results, limit.Token);
        return read.Failed ? read.Error : Report(session, opened, limit);
    }

    private static async Task<Result<ChangeReport>> ChangeAsync(PostgresqlSession session, PostgresqlStatement statement, EngineChange change, RunLimit limit)
    {
        var opened = limit.Elapsed;
        var done = await new PostgresqlChange(session, change, limit.Token).RunAsync(statement);
        if (done.Failed)
            return done.Error;
        var (affected, sample) = done.Value;
        var commits = affected == change.ExpectedRows;
        if (commits && (await session.CommitAsync()).Error is { } unsure)
            return unsure;
        return new ChangeReport(Report(session, opened, limit) with { AffectedRows = affected }, commits, sample);
    }

    private static RunReport Report(PostgresqlSession session, TimeSpan opened, RunLimit limit) =>
        new(opened, limit.Elapsed - opened, session.ServerVersion) { Notices = session.Notices };
}
