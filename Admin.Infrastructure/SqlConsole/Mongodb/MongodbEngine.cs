using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Plans;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using MongoDB.Bson;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// MongoDB servers. A run has a client of its own, which knows one address and is gone afterwards. The limit goes to the server
/// with each command; when it does not keep to it, or the caller cancels, the session is ended there.
/// </summary>
public sealed class MongodbEngine(TimeProvider time) : IDatabaseEngine
{
    private const int StandardPort = 27017;
    private static readonly TimeSpan LookTimeout = TimeSpan.FromSeconds(15);

    // The server's own limit shall come first: it ends the statement and keeps the connection.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public EngineKind Kind => EngineKind.Mongodb;

    public EngineTraits Traits { get; } = new(StandardPort, HasAuthenticationDatabase: true, "db.customers.find({ }).limit(10)");

    public Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, LookTimeout, Task.CompletedTask, (connection, opened, stop) => TestAsync(target, connection, opened, stop), ct);

    public Task<Result<RunReport>> ReadAsync(ConnectionTarget target, EngineQuery query, ResultBuffer results, CancellationToken ct) =>
        RunAsync(target, query.Timeout, query.Recorded, (connection, opened, stop) => ReadAsync(connection, opened, query, results, stop), ct);

    public Task<Result<ChangeReport>> ChangeAsync(ConnectionTarget target, EngineQuery query, EngineChange change, CancellationToken ct) =>
        target.Mode == AccessMode.Write
            ? RunAsync(target, query.Timeout, query.Recorded, (connection, opened, stop) => ChangeAsync(connection, opened, query, change, stop), ct)
            : Task.FromResult<Result<ChangeReport>>(SqlConsoleErrors.ReadOnlySource);

    public Task<Result<SchemaReport>> DescribeAsync(ConnectionTarget target, CancellationToken ct) =>
        RunAsync(target, LookTimeout, Task.CompletedTask, (connection, _, stop) => MongoSchema.ReadAsync(connection, new EngineQuery("", [], LookTimeout), time, stop), ct);

    public Task<Result<QueryPlan>> ExplainAsync(ConnectionTarget target, EngineQuery query, CancellationToken ct) =>
        RunAsync(target, query.Timeout, query.Recorded, (connection, _, stop) => MongoPlan.ReadAsync(connection, query, stop), ct);

    private async Task<Result<T>> RunAsync<T>(
        ConnectionTarget target, TimeSpan allowed, Task recorded, Func<MongoConnection, TimeSpan, CancellationToken, Task<Result<T>>> work, CancellationToken ct)
    {
        using var limit = new RunLimit(allowed, time, ct, Grace);
        var opened = await MongoConnection.OpenAsync(target, time, limit.Token);
        if (opened.Failed)
            return limit.Told(opened.Error);
        await using var connection = opened.Value;
        await recorded;
        var outcome = await WorkAsync(connection, limit.Elapsed, work, limit.Token);
        if (limit.Token.IsCancellationRequested)
            await connection.EndAsync();
        return outcome.Failed ? limit.Told(outcome.Error) : outcome;
    }

    private static async Task<Result<T>> WorkAsync<T>(
        MongoConnection connection, TimeSpan opened, Func<MongoConnection, TimeSpan, CancellationToken, Task<Result<T>>> work, CancellationToken ct)
    {
        try
        {
            return await work(connection, opened, ct);
        }
        catch (Exception e) when (e is BsonException or FormatException or IOException or InvalidCastException or KeyNotFoundException or OverflowException)
        {
            // An answer that is not what the protocol says: whoever sent it, no more can be read from this connection.
            return SqlConsoleErrors.ConnectionLost;
        }
    }

    private static async Task<Result<ConnectionReport>> TestAsync(ConnectionTarget target, MongoConnection connection, TimeSpan opened, CancellationToken ct)
    {
        var dangers = await MongoRights.DangersAsync(connection, target.Mode, ct);
        return dangers.Failed
            ? dangers.Error
            : new ConnectionReport(opened, connection.ServerVersion, connection.Tls, dangers.Value, MongoRights.SafeAccount(target));
    }

    private async Task<Result<RunReport>> ReadAsync(MongoConnection connection, TimeSpan opened, EngineQuery query, ResultBuffer results, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var read = await MongoRead.RunAsync(connection, query, results, ct);
        return read.Failed ? read.Error : new RunReport(opened, time.GetElapsedTime(start), connection.ServerVersion);
    }

    private async Task<Result<ChangeReport>> ChangeAsync(MongoConnection connection, TimeSpan opened, EngineQuery query, EngineChange change, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        var done = await MongoChange.RunAsync(connection, query, change, ct);
        if (done.Failed)
            return done.Error;
        var (affected, committed, sample) = done.Value;
        return new ChangeReport(new RunReport(opened, time.GetElapsedTime(start), connection.ServerVersion, affected), committed, sample);
    }
}
