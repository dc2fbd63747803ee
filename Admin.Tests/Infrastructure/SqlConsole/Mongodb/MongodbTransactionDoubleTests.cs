using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Infrastructure.SqlConsole.Mongodb;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>Changes on a member of a replica set, against the double.</summary>
public sealed class MongodbTransactionDoubleTests : IAsyncLifetime
{
    private const string Move = "db.users.updateMany({ city: 'Rio' }, { $set: { city: 'Olinda' } })";
    private readonly MongodbEngine _engine = new(TimeProvider.System);
    private MongoShop _shop = null!;

    private MongoServerDouble Server => _shop.Server!;

    public async ValueTask InitializeAsync() => _shop = await MongoShop.AtDoubleAsync(isReplicaSet: true);

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Change_Preview_ShowsBeforeAndAfterAndIsAborted()
    {
        var report = (await _engine.ChangeAsync(_shop.Target, MongoShop.Query(Move), new EngineChange(null), CancellationToken.None)).Value;

        Assert.Equal((2, false), (report.Run.AffectedRows, report.Committed));
        Assert.Equal(["Rio", "Rio"], report.Sample!.Before.Select(r => r[2]));
        Assert.Equal(["Olinda", "Olinda"], report.Sample.After.Select(r => r[2]));
        Assert.Equal(["Rio", "Rio", "Natal"], await CitiesAsync());
        Assert.Contains(Server.Commands, c => c.Contains("abortTransaction"));
    }

    [Fact]
    public async Task Change_AsManyAsExpected_IsCommitted()
    {
        var report = (await _engine.ChangeAsync(_shop.Target, MongoShop.Query(Move), new EngineChange(2), CancellationToken.None)).Value;

        Assert.True(report.Committed);
        Assert.Equal(["Olinda", "Olinda", "Natal"], await CitiesAsync());
    }

    [Fact]
    public async Task Change_MoreThanExpected_IsTakenBack()
    {
        var report = (await _engine.ChangeAsync(_shop.Target, MongoShop.Query(Move), new EngineChange(1), CancellationToken.None)).Value;

        Assert.Equal((2, false), (report.Run.AffectedRows, report.Committed));
        Assert.Equal(["Rio", "Rio", "Natal"], await CitiesAsync());
    }

    [Fact]
    public async Task Change_DeletePreview_ShowsWhatGoes()
    {
        var report = (await _engine.ChangeAsync(_shop.Target, MongoShop.Query("db.users.deleteMany({ city: 'Rio' })"), new EngineChange(null), CancellationToken.None)).Value;

        Assert.Equal(2, report.Sample!.Before.Count);
        Assert.Empty(report.Sample.After);
        Assert.Equal(3, (await CitiesAsync()).Count);
    }

    [Fact]
    public async Task Change_ServerFailsInside_IsTakenBack()
    {
        Server.Answer("update", _ => new BsonDocument { { "ok", 1 }, { "n", 0 }, { "writeErrors", new BsonArray { new BsonDocument { { "code", 112 }, { "errmsg", "write conflict" } } } } });

        var report = await _engine.ChangeAsync(_shop.Target, MongoShop.Query(Move), new EngineChange(2), CancellationToken.None);

        Assert.Equal("lock_wait", report.Error!.Code);
        Assert.Contains(Server.Commands, c => c.Contains("abortTransaction"));
    }

    [Fact]
    public async Task Change_ConnectionBreaksAtTheCommit_SaysThatNobodyKnows()
    {
        Server.HangUp("commitTransaction");

        var report = await _engine.ChangeAsync(_shop.Target, MongoShop.Query(Move), new EngineChange(2), CancellationToken.None);

        Assert.Equal("change_uncertain", report.Error!.Code);
    }

    [Fact]
    public async Task Open_ServerThatNamesOthers_IsNotFollowed()
    {
        var report = await _engine.TestAsync(_shop.Target, CancellationToken.None);

        Assert.False(report.Failed, report.Error?.Message);
    }

    private async Task<IReadOnlyList<string>> CitiesAsync() => [.. (await _shop.AllAsync("users")).Select(d => d["city"].AsString)];
}
