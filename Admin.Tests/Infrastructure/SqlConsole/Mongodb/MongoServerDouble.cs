using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// A double of a MongoDB server that speaks the real wire protocol on a loopback port. It is not MongoDB: what it proves is how
/// the engine uses the driver, not how a server behaves. It remembers every command and can fail, be slow or hang up.
/// </summary>
internal sealed class MongoServerDouble : IAsyncDisposable
{
    private static readonly TimeSpan Forever = TimeSpan.FromMinutes(5);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<int, TcpClient> _clients = new();
    private readonly ConcurrentDictionary<string, Func<BsonDocument, BsonDocument?>> _answers = new();
    private readonly ConcurrentDictionary<BsonValue, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<long, Queue<BsonDocument>> _cursors = new();
    private readonly Dictionary<BsonValue, Dictionary<string, List<BsonDocument>>> _transactions = [];
    private readonly MongoDataDouble _data = new();
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private int _nextClient;
    private long _nextCursor = 100;

    public MongoServerDouble()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndpoint;

    public bool IsReplicaSet { get; init; }

    public X509Certificate2? Certificate { get; init; }

    /// <summary>When set, who does not prove to be this account gets no further than the greeting.</summary>
    public (string User, string Password)? Account { get; init; }

    public BsonDocument ConnectionStatus { get; set; } = BsonDocument.Parse("{ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] }, ok: 1 }");

    public BsonDocument Explained { get; set; } =
        BsonDocument.Parse("{ queryPlanner: { namespace: 'shop.users', winningPlan: { stage: 'FETCH', filter: { a: 1 }, inputStage: { stage: 'IXSCAN', indexName: 'a_1', direction: 'forward' } } }, ok: 1 }");

    public int OpenConnections => _clients.Count;

    public int OpenCursors => _cursors.Count;

    public ConcurrentQueue<BsonDocument> Commands { get; } = new();

    /// <summary>Answers a command otherwise; null from the function answers as usual.</summary>
    public void Answer(string command, Func<BsonDocument, BsonDocument?> answer) => _answers[command] = answer;

    public void Fail(string command, int code, string name, string message) =>
        Answer(command, _ => new BsonDocument { { "ok", 0 }, { "code", code }, { "codeName", name }, { "errmsg", message } });

    /// <summary>Hangs up instead of answering.</summary>
    public void HangUp(string command) => Answer(command, _ => new BsonDocument("double", "hang up"));

    /// <summary>Does not answer until the session is ended or the command's maxTimeMS has passed.</summary>
    public void Stall(string command) => Answer(command, _ => new BsonDocument("double", "stall"));

    /// <summary>Sends these bytes as the answer's document.</summary>
    public void Garble(string command, byte[] bytes) => Answer(command, _ => new BsonDocument("double", bytes));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients.Values)
            client.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var id = Interlocked.Increment(ref _nextClient);
        _clients[id] = client;
        try
        {
            using (client)
            await using (var stream = await OpenAsync(client))
            {
                var person = new Person(Account is { } account ? new MongoScramDouble(account.User, account.Password) : null);
                while (await MongoWire.ReadAsync(stream, _end.Token) is { } request)
                {
                    if (await BytesAsync(person, request) is not { } answer)
                        break;
                    await MongoWire.WriteAsync(stream, request, answer, _end.Token);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // Clients hang up whenever they like.
        }
        finally
        {
            _clients.TryRemove(id, out _);
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (Certificate is null)
            return client.GetStream();
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _end.Token);
        return stream;
    }

    /// <summary>Null hangs up.</summary>
    private async Task<byte[]?> BytesAsync(Person person, MongoWire.Request request)
    {
        Commands.Enqueue(request.Command);
        var answer = await AnswerAsync(person, request);
        return answer.TryGetValue("double", out var bytes) ? bytes is BsonBinaryData data ? data.Bytes : null : answer.ToBson();
    }

    private async Task<BsonDocument> AnswerAsync(Person person, MongoWire.Request request)
    {
        if (_answers.TryGetValue(request.Name, out var other) && other(request.Command) is { } answer)
            return answer.GetValue("double", "") == "stall" ? await StallAsync(request.Command) : answer;
        if (person.Unproven && request.Name is not ("hello" or "isMaster" or "ismaster" or "saslStart" or "saslContinue"))
            return Error(13, "Unauthorized", $"command {request.Name} requires authentication");
        lock (_gate)
            return Answer(person, request);
    }

    private async Task<BsonDocument> StallAsync(BsonDocument command)
    {
        var limit = command.TryGetValue("maxTimeMS", out var most) ? TimeSpan.FromMilliseconds(most.ToInt32()) : Forever;
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        _running[command["lsid"]["id"]] = killed;
        try
        {
            await Task.Delay(limit, TimeProvider.System, killed.Token);
            return Error(50, "MaxTimeMSExpired", "operation exceeded time limit");
        }
        catch (OperationCanceledException)
        {
            return Error(11601, "Interrupted", "operation was interrupted");
        }
        finally
        {
            _running.TryRemove(command["lsid"]["id"], out _);
        }
    }

    private BsonDocument Answer(Person person, MongoWire.Request request)
    {
        var command = request.Command;
        Begin(command);
        var collection = command[0] is BsonString name ? $"{command.GetValue("$db", "admin")}.{name.Value}" : "";
        return request.Name switch
        {
            "hello" or "isMaster" or "ismaster" => Greeting(command),
            "saslStart" => person.Start(command) ?? Error(18, "AuthenticationFailed", "Authentication failed."),
            "saslContinue" => person.Continue(command) ?? Error(18, "AuthenticationFailed", "Authentication failed."),
            "ping" or "endSessions" => Fine(),
            "buildInfo" => Fine().Add("version", "7.0.99"),
            "connectionStatus" => ConnectionStatus,
            "killSessions" => Kill(command),
            "find" => Cursor(command, collection, _data.Find(collection, command), command.GetValue("batchSize", 101).ToInt32(), command.GetValue("singleBatch", false).ToBoolean()),
            "aggregate" => Cursor(command, collection, _data.Aggregate(collection, command["pipeline"].AsBsonArray), command["cursor"].AsBsonDocument.GetValue("batchSize", 101).ToInt32(), false),
            "getMore" => More(command),
            "killCursors" => Close(command),
            "count" => Fine().Add("n", _data.Count(collection, command)),
            "distinct" => Fine().Add("values", _data.Distinct(collection, command)),
            "explain" => Explained,
            "insert" => _data.Insert(collection, command),
            "update" => _data.Update(collection, command),
            "delete" => _data.Delete(collection, command),
            "listCollections" => Cursor(command, $"{command["$db"]}.$cmd.listCollections", [.. _data.Names(command["$db"].AsString).Select(n => new BsonDocument { { "name", n }, { "type", "collection" } })], 1_000, false),
            "dropDatabase" => Drop(command),
            "commitTransaction" => End(command, restores: false),
            "abortTransaction" => End(command, restores: true),
            _ => Error(59, "CommandNotFound", $"no such command: '{request.Name}'"),
        };
    }

    private BsonDocument Greeting(BsonDocument command)
    {
        var greeting = new BsonDocument
        {
            { "helloOk", true }, { "ismaster", true }, { "isWritablePrimary", true }, { "maxBsonObjectSize", 16_777_216 }, { "maxMessageSizeBytes", 48_000_000 },
            { "maxWriteBatchSize", 100_000 }, { "logicalSessionTimeoutMinutes", 30 }, { "minWireVersion", 0 }, { "maxWireVersion", 21 }, { "readOnly", false },
        };
        if (IsReplicaSet)
        {
            // A name that a client which followed the set would look up, and fail.
            greeting.Add("setName", "set").Add("hosts", new BsonArray { "elsewhere.invalid:27017" }).Add("me", "elsewhere.invalid:27017").Add("secondary", false);
        }
        if (command.Contains("saslSupportedMechs"))
            greeting.Add("saslSupportedMechs", new BsonArray { "SCRAM-SHA-256" });
        return greeting.Add("ok", 1);
    }

    private void Begin(BsonDocument command)
    {
        if (command.GetValue("startTransaction", false).ToBoolean())
            _transactions[command["lsid"]["id"]] = _data.Keep();
    }

    private BsonDocument End(BsonDocument command, bool restores)
    {
        if (!_transactions.Remove(command["lsid"]["id"], out var kept))
            return Error(251, "NoSuchTransaction", "there is no such transaction");
        if (restores)
            _data.Restore(kept);
        return Fine();
    }

    private BsonDocument Cursor(BsonDocument command, string fullName, IReadOnlyList<BsonDocument> documents, int batchSize, bool isSingle)
    {
        var rest = new Queue<BsonDocument>(documents.Skip(batchSize));
        var id = rest.Count == 0 || isSingle ? 0 : Interlocked.Increment(ref _nextCursor);
        if (id != 0)
            _cursors[id] = rest;
        Assert.True(command.Contains("lsid"), "a command without a session");
        return Fine().Add("cursor", new BsonDocument { { "firstBatch", new BsonArray(documents.Take(batchSize)) }, { "id", id }, { "ns", fullName } });
    }

    private BsonDocument More(BsonDocument command)
    {
        var id = command["getMore"].ToInt64();
        if (!_cursors.TryGetValue(id, out var rest))
            return Error(43, "CursorNotFound", "cursor id not found");
        var batch = new BsonArray();
        while (batch.Count < command["batchSize"].ToInt32() && rest.TryDequeue(out var document))
            batch.Add(document);
        if (rest.Count == 0)
            _cursors.TryRemove(id, out _);
        return Fine().Add("cursor", new BsonDocument { { "nextBatch", batch }, { "id", rest.Count == 0 ? 0L : id }, { "ns", $"{command["$db"]}.{command["collection"]}" } });
    }

    private BsonDocument Close(BsonDocument command)
    {
        foreach (var id in command["cursors"].AsBsonArray)
            _cursors.TryRemove(id.ToInt64(), out _);
        return Fine();
    }

    private BsonDocument Kill(BsonDocument command)
    {
        foreach (var session in command["killSessions"].AsBsonArray)
        {
            if (_running.TryGetValue(session["id"], out var running))
                running.Cancel();
        }
        return Fine();
    }

    private BsonDocument Drop(BsonDocument command)
    {
        _data.Drop(command["$db"].AsString);
        return Fine();
    }

    private static BsonDocument Fine() => new("ok", 1);

    private static BsonDocument Error(int code, string name, string message) => new() { { "ok", 0 }, { "code", code }, { "codeName", name }, { "errmsg", message } };

    /// <summary>Who sits at the other end of one connection.</summary>
    private sealed class Person(MongoScramDouble? scram)
    {
        public bool Unproven { get; private set; } = scram is not null;

        public BsonDocument? Start(BsonDocument command) => scram?.Start(command);

        public BsonDocument? Continue(BsonDocument command)
        {
            var answer = scram?.Continue(command);
            Unproven = answer is null || !answer["done"].AsBoolean;
            return answer;
        }
    }
}
