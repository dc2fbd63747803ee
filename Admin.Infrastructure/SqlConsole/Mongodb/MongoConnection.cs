using System.Buffers;
using System.Security.Cryptography;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Servers;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// A client of one run's own with one session, by which everything the run has started can be ended at the server. Commands
/// go out as documents and answers come back as bytes; failures are values.
/// </summary>
internal sealed class MongoConnection : IAsyncDisposable
{
    private const int CommentsEverywhere = 9;
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\. \"$\0");
    private static readonly TimeSpan PatienceToEnd = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PatienceToChange = TimeSpan.FromSeconds(15);
    private readonly IMongoClient _client;
    private readonly IMongoDatabase _database;
    private readonly MongoCertificateCheck? _certificates;
    private readonly TimeProvider _time;
    private IClientSessionHandle? _session;

    private MongoConnection(IMongoClient client, string database, MongoCertificateCheck? certificates, TimeProvider time)
    {
        _client = client;
        _database = client.GetDatabase(database);
        _certificates = certificates;
        _time = time;
    }

    public string ServerVersion { get; private set; } = "";

    /// <summary>Protocol and cipher, or null in the clear.</summary>
    public string? Tls => _certificates?.Words;

    public string Database => _database.DatabaseNamespace.DatabaseName;

    /// <summary>Whether the server can undo changes: a member of a replica set or a router of a sharded cluster.</summary>
    public bool HasTransactions => Server.Type is ServerType.ReplicaSetPrimary or ServerType.ShardRouter;

    /// <summary>Whether commands other than find and aggregate take a comment too (4.4).</summary>
    public bool TakesComments => Server.WireVersionRange.Max >= CommentsEverywhere;

    private ServerDescription Server => _client.Cluster.Description.Servers.Single();

    /// <summary>Connects, authenticates and asks for the version; the first failure ends it, nothing is tried twice.</summary>
    public static async Task<Result<MongoConnection>> OpenAsync(ConnectionTarget target, TimeProvider time, CancellationToken ct)
    {
        if (!IsName(target.Database) || !IsName(target.AuthenticationDatabase ?? "admin"))
            return SqlConsoleErrors.DatabaseMissing;
        MongoCertificateCheck? certificates;
        try
        {
            certificates = target.Tls.Mode == TlsMode.Off ? null : new MongoCertificateCheck(target.Server!, target.Tls);
        }
        catch (CryptographicException)
        {
            return SqlConsoleErrors.TlsFailed;
        }
        var failed = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = new MongoClient(MongoSettings.For(target, certificates, e => failed.TrySetResult(e)));
        var connection = new MongoConnection(client, target.Database, certificates, time);
        if (await connection.GreetAsync(failed.Task, ct) is not { } fault)
            return connection;
        await connection.DisposeAsync();
        return fault;
    }

    /// <summary>Runs a command in this session, in the open transaction if there is one.</summary>
    public Task<Result<RawBsonDocument>> RunAsync(BsonDocument command, CancellationToken ct) => RunAsync(_database, command, ct);

    /// <summary>Runs a command that belongs to the server's own database.</summary>
    public Task<Result<RawBsonDocument>> RunAsAdminAsync(BsonDocument command, CancellationToken ct) => RunAsync(_client.GetDatabase("admin"), command, ct);

    public void Begin() => _session!.StartTransaction(new TransactionOptions(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority));

    /// <summary>Cannot be cancelled: nobody could say then whether the change stands.</summary>
    public async Task<Result> CommitAsync()
    {
        using var patience = new CancellationTokenSource(PatienceToChange, _time);
        try
        {
            await _session!.CommitTransactionAsync(patience.Token);
            return Result.Ok;
        }
        catch (Exception e)
        {
            return Unsure(MongoFailures.OfRunning(e));
        }
    }

    /// <summary>Runs what cannot be taken back, and cannot be cancelled either; the server keeps to the command's own limit.</summary>
    public async Task<Result<RawBsonDocument>> RunToTheEndAsync(BsonDocument command, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit + PatienceToChange, _time);
        var answer = await RunAsync(command, patience.Token);
        if (!answer.Failed)
            return answer;
        // The server's own limit takes the change back; ours does not.
        return patience.IsCancellationRequested || answer.Error.Code == SqlConsoleErrors.ConnectionLost.Code ? Unsure(answer.Error) : answer.Error;
    }

    /// <summary>Ends at the server whatever the session still runs or keeps open. An account may always end its own sessions.</summary>
    public async Task EndAsync()
    {
        if (_session is null)
            return;
        using var patience = new CancellationTokenSource(PatienceToEnd, _time);
        try
        {
            var end = new BsonDocument("killSessions", new BsonArray { _session.ServerSession.Id });
            await _client.GetDatabase("admin").RunCommandAsync<BsonDocument>(end, cancellationToken: patience.Token);
        }
        catch (Exception e) when (e is MongoException or OperationCanceledException or TimeoutException)
        {
            // The connection is closed next, at which a server ends the operation too; the statement's maxTimeMS is the last bound.
        }
    }

    /// <summary>Rolls back an open transaction and closes every connection, the one that watches the server included.</summary>
    public async ValueTask DisposeAsync()
    {
        // The driver says goodbye to the server on the caller's thread.
        await Task.Run(() =>
        {
            _session?.Dispose();
            ClusterRegistry.Instance.UnregisterAndDisposeCluster(_client.Cluster);
            _client.Dispose();
        });
    }

    /// <summary>Names that the driver or the server would read as something else are none.</summary>
    private static bool IsName(string database) => database is { Length: > 0 and < 64 } && !database.AsSpan().ContainsAny(NotInNames);

    /// <summary>A server that does not answer in time has not been cancelled, it is lost.</summary>
    // No answer is no proof that nothing happened; a refusal is.
    private static Error Unsure(Error error) =>
        error.Code == SqlConsoleErrors.Cancelled.Code || error.Code == SqlConsoleErrors.ConnectionLost.Code ? SqlConsoleErrors.ChangeUncertain : error;

    private async Task<Error?> GreetAsync(Task<Exception> failed, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var greeting = Task.Run(() => _database.RunCommandAsync<BsonDocument>(new BsonDocument("buildInfo", 1), cancellationToken: stop.Token), CancellationToken.None);
        if (await Task.WhenAny(greeting, failed) == failed)
        {
            await stop.CancelAsync();
            // It ends as cancelled, or as the failure that is already known.
            await ((Task)greeting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ct.IsCancellationRequested ? SqlConsoleErrors.Cancelled : MongoFailures.OfOpening(await failed, _certificates);
        }
        try
        {
            ServerVersion = (await greeting).GetValue("version", "").ToString()!;
            _session = _client.StartSession(new ClientSessionOptions { CausalConsistency = false }, ct);
            return null;
        }
        catch (OperationCanceledException)
        {
            return SqlConsoleErrors.Cancelled;
        }
        catch (Exception e)
        {
            return MongoFailures.OfOpening(e, _certificates);
        }
    }

    private async Task<Result<RawBsonDocument>> RunAsync(IMongoDatabase database, BsonDocument command, CancellationToken ct)
    {
        try
        {
            return await database.RunCommandAsync(_session, new BsonDocumentCommand<RawBsonDocument>(command), cancellationToken: ct);
        }
        catch (Exception e)
        {
            return MongoFailures.OfRunning(e);
        }
    }
}
