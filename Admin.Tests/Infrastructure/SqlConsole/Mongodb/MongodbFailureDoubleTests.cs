using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Infrastructure.SqlConsole.Mongodb;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>Servers that fail, against the double.</summary>
public sealed class MongodbFailureDoubleTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly MongodbEngine _engine = new(TimeProvider.System);
    private MongoShop _shop = null!;

    private MongoServerDouble Server => _shop.Server!;

    public async ValueTask InitializeAsync() => _shop = await MongoShop.AtDoubleAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Theory]
    [InlineData(13, "Unauthorized", "not authorized on shop to execute command", "rights_missing")]
    [InlineData(112, "WriteConflict", "write conflict", "lock_wait")]
    [InlineData(50, "MaxTimeMSExpired", "operation exceeded time limit", "query_timeout")]
    [InlineData(43, "CursorNotFound", "cursor id 5 not found", "connection_lost")]
    [InlineData(2, "BadValue", "unknown operator", "statement_failed")]
    [InlineData(10107, "NotWritablePrimary", "not primary", "statement_failed")]
    [InlineData(11600, "InterruptedAtShutdown", "shutting down", "database_busy")]
    public async Task Read_ServerRefuses_IsATypedError(int code, string name, string message, string expected)
    {
        Server.Fail("find", code, name, message);

        var error = (await ReadAsync()).Error!;

        Assert.Equal(expected, error.Code);
        if (expected == "statement_failed")
            Assert.Contains(new KeyValuePair<string, object>("state", name), error.Args!);
    }

    [Fact]
    public async Task Read_ServerHangsUp_IsConnectionLost()
    {
        Server.HangUp("find");

        Assert.Equal("connection_lost", (await ReadAsync()).Error!.Code);
    }

    [Fact]
    public async Task Read_ServerHangsUpMidResult_KeepsWhatHadArrived()
    {
        await _shop.InsertAsync("many", [.. Enumerable.Range(0, 2_000).Select(i => new BsonDocument("_id", i))]);
        Server.HangUp("getMore");
        var results = new ResultBuffer(10_000, 1_000_000);

        var report = await _engine.ReadAsync(_shop.Target, MongoShop.Query("db.many.find({ })"), results, CancellationToken.None);

        Assert.Equal("connection_lost", report.Error!.Code);
        Assert.Equal(MongoRead.BatchSize, results.Rows.Count);
    }

    [Fact]
    public async Task Read_FullBuffer_ClosesTheCursor()
    {
        await _shop.InsertAsync("many", [.. Enumerable.Range(0, 2_000).Select(i => new BsonDocument("_id", i))]);

        await _engine.ReadAsync(_shop.Target, MongoShop.Query("db.many.find({ })"), new ResultBuffer(10, 1_000_000), CancellationToken.None);

        Assert.Equal(0, Server.OpenCursors);
        Assert.Equal(11, Server.Commands.Last(c => c.Contains("find"))["batchSize"].ToInt32());
    }

    [Fact]
    public async Task Read_EveryCommand_CarriesTimeLimitAndComment()
    {
        foreach (var statement in (string[])["db.users.find({ })", "db.users.aggregate([])", "db.users.countDocuments({ })", "db.users.distinct('city')"])
            await _engine.ReadAsync(_shop.Target, MongoShop.Query(statement), new ResultBuffer(10, 1_000_000), CancellationToken.None);

        var commands = Server.Commands.Where(c => c.Contains("comment")).ToList();
        Assert.Equal(["find", "aggregate", "count", "distinct"], commands.Select(c => c.GetElement(0).Name));
        Assert.All(commands, c => Assert.Equal(("admin run 1", 20_000), (c["comment"].AsString, c["maxTimeMS"].AsInt32)));
    }

    [Fact]
    public async Task Read_SlowerThanItsLimit_IsStoppedByTheServer()
    {
        Server.Stall("find");

        var report = await ReadAsync(limit: TimeSpan.FromMilliseconds(300)).WaitAsync(Patience);

        Assert.Equal("query_timeout", report.Error!.Code);
        Assert.DoesNotContain(Server.Commands, c => c.Contains("killSessions"));
    }

    [Fact]
    public async Task Read_ServerIgnoresItsLimit_EndsTheSessionThere()
    {
        var ended = new TaskCompletionSource();
        Server.Answer("find", _ =>
        {
            ended.Task.WaitAsync(Patience).Wait();
            return null;
        });
        Server.Answer("killSessions", _ =>
        {
            ended.TrySetResult();
            return null;
        });

        var report = await ReadAsync(limit: TimeSpan.FromMilliseconds(100)).WaitAsync(Patience);

        Assert.Equal("query_timeout", report.Error!.Code);
        Assert.True(ended.Task.IsCompleted);
    }

    [Fact]
    public async Task Read_Cancelled_EndsTheSessionAtTheServer()
    {
        using var cancel = new CancellationTokenSource();
        Server.Stall("find");
        var run = ReadAsync(ct: cancel.Token);
        await UntilAsync(() => Server.Commands.Any(c => c.Contains("find")));

        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(Patience)).Error!.Code);
        var find = Server.Commands.Last(c => c.Contains("find"));
        var killed = Server.Commands.Last(c => c.Contains("killSessions"))["killSessions"].AsBsonArray.Single();
        Assert.Equal(find["lsid"]["id"], killed["id"]);
    }

    [Fact]
    public async Task Read_CancelledWhileConnecting_IsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        Server.Answer("ismaster", _ => { cancel.Cancel(); return null; });
        Server.Answer("hello", _ => { cancel.Cancel(); return null; });
        Server.Answer("isMaster", _ => { cancel.Cancel(); return null; });

        Assert.Equal("query_cancelled", (await ReadAsync(ct: cancel.Token).WaitAsync(Patience)).Error!.Code);
    }

    [Fact]
    public async Task Read_AnswerThatIsNotADocument_IsConnectionLost()
    {
        foreach (var bytes in (byte[][])[Deep(100_000), new BsonDocument("cursor", 5).Add("ok", 1).ToBson(), new BsonDocument("ok", 1).ToBson()])
        {
            Server.Garble("find", bytes);

            Assert.Equal("connection_lost", (await ReadAsync()).Error!.Code);
        }
    }

    [Fact]
    public async Task Read_TextThatIsNotUtf8AndAFieldThatStandsTwice_IsShown()
    {
        var document = new BsonDocument(allowDuplicateNames: true) { { "a", "caf?" }, { "b", 1 }, { "b", 2 } };
        var answer = new BsonDocument { { "cursor", new BsonDocument { { "firstBatch", new BsonArray { document } }, { "id", 0L }, { "ns", "shop.users" } } }, { "ok", 1 } }.ToBson();
        answer[answer.AsSpan().IndexOf((byte)'?')] = 0xE9;
        Server.Garble("find", answer);
        var results = new ResultBuffer(10, 1_000_000);

        var report = await _engine.ReadAsync(_shop.Target, MongoShop.Query("db.users.find({ })"), results, CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
        Assert.Equal(["caf\uFFFD", 1L, """{ "b" : 2 }"""], results.Rows[0]);
    }

    [Fact]
    public async Task Open_NobodyListens_FailsAtOnce()
    {
        var start = Stopwatch.GetTimestamp();

        var report = await ReadAsync(TargetAt(FreePort()));

        Assert.Equal("connection_failed", report.Error!.Code);
        Assert.True(Stopwatch.GetElapsedTime(start) < MongoSettings.ConnectTimeout);
    }

    [Fact]
    public async Task Open_NotAMongoServer_IsConnectionFailed()
    {
        Server.Garble("isMaster", [5, 0, 0, 0, 0]);
        Server.Garble("ismaster", [5, 0, 0, 0, 0]);
        Server.Garble("hello", [5, 0, 0, 0, 0]);

        Assert.Equal("connection_failed", (await ReadAsync().WaitAsync(Patience)).Error!.Code);
    }

    [Theory]
    [InlineData("shop/x")]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task Open_DatabaseThatIsNoName_IsMissing(string database) =>
        Assert.Equal("database_missing", (await ReadAsync(_shop.Target with { Database = database })).Error!.Code);

    [Fact]
    public async Task Change_OfManyDocuments_WithoutTransactions_IsNotTransactional()
    {
        var query = MongoShop.Query("db.users.updateMany({ city: 'Rio' }, { $set: { city: 'Olinda' } })");

        var preview = await _engine.ChangeAsync(_shop.Target, query, new EngineChange(null), CancellationToken.None);
        var commit = await _engine.ChangeAsync(_shop.Target, query, new EngineChange(2), CancellationToken.None);

        Assert.Equal(2, preview.Value.Run.AffectedRows);
        Assert.Equal(2, preview.Value.Sample!.Before.Count);
        Assert.Equal("not_transactional", commit.Error!.Code);
        Assert.DoesNotContain(Server.Commands, c => c.Contains("update"));
    }

    [Fact]
    public async Task Change_OneDocumentWhereNoneWasExpected_WithoutTransactions_DoesNotRun()
    {
        var report = await _engine.ChangeAsync(_shop.Target, MongoShop.Query("db.users.deleteOne({ _id: 1 })"), new EngineChange(0), CancellationToken.None);

        Assert.False(report.Value.Committed);
        Assert.Equal(1, report.Value.Run.AffectedRows);
        Assert.DoesNotContain(Server.Commands, c => c.Contains("delete"));
    }

    [Fact]
    public async Task Run_AThousandFailures_LeavesNoConnectionAndNoThread()
    {
        await ReadAsync();
        var closed = FreePort();
        var threads = Process.GetCurrentProcess().Threads.Count;
        string[] kinds = ["hang up", "refuse", "garble", "closed port", "refused greeting"];
        for (var i = 0; i < 1_000; i++)
        {
            var kind = kinds[i % kinds.Length];
            Arrange(kind);
            var target = kind == "closed port" ? TargetAt(closed) : _shop.Target;
            Assert.True((await ReadAsync(target).WaitAsync(Patience)).Failed, kind);
        }

        await UntilAsync(() => Server.OpenConnections == 0);
        Assert.InRange(Process.GetCurrentProcess().Threads.Count - threads, int.MinValue, 40);
    }

    private void Arrange(string kind)
    {
        Server.Answer("buildInfo", _ => null);
        switch (kind)
        {
            case "hang up":
                Server.HangUp("find");
                break;
            case "refuse":
                Server.Fail("find", 2, "BadValue", "no");
                break;
            case "garble":
                Server.Garble("find", new BsonDocument("ok", 1).ToBson());
                break;
            case "refused greeting":
                Server.HangUp("buildInfo");
                break;
            default:
                break;
        }
    }

    private Task<Result<RunReport>> ReadAsync(ConnectionTarget? target = null, TimeSpan? limit = null, CancellationToken ct = default) =>
        _engine.ReadAsync(target ?? _shop.Target, MongoShop.Query("db.users.find({ })") with { Timeout = limit ?? TimeSpan.FromSeconds(20) }, new ResultBuffer(10, 1_000_000), ct);

    private static ConnectionTarget TargetAt(int port) => MongoShop.TargetOf("localhost", new IPEndPoint(IPAddress.Loopback, port)) with { Tls = new TlsSettings(TlsMode.Off) };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 3_000 && !condition(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        Assert.True(condition());
    }

    /// <summary>A batch with one document of so many documents in each other.</summary>
    private static byte[] Deep(int levels)
    {
        // Each level is "a": { … }: type, name with its end, length, …, end.
        const int Level = 8;
        var document = new byte[5 + (levels * Level)];
        for (var i = 0; i <= levels; i++)
        {
            var at = i * 7;
            BitConverter.TryWriteBytes(document.AsSpan(at), document.Length - (i * Level));
            if (i < levels)
                (document[at + 4], document[at + 5]) = ((byte)BsonType.Document, (byte)'a');
        }
        return new BsonDocument
        {
            { "cursor", new BsonDocument { { "firstBatch", new BsonArray { new RawBsonDocument(document) } }, { "id", 0L }, { "ns", "shop.users" } } },
            { "ok", 1 },
        }.ToBson();
    }
}
