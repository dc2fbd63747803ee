using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Engines.Schema;
using Admin.Infrastructure.SqlConsole.Mongodb;
using MongoDB.Bson;

namespace Admin.Tests.Infrastructure.SqlConsole.Mongodb;

/// <summary>What holds at the double and at a real server alike.</summary>
public abstract class MongodbEngineTests : IAsyncLifetime
{
    private readonly MongodbEngine _engine = new(TimeProvider.System);
    private MongoShop _shop = null!;

    private protected abstract Task<MongoShop> OpenAsync();

    public async ValueTask InitializeAsync() => _shop = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        // A skipped test has none.
        if (_shop is not null)
            await _shop.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Read_Find_GivesFieldsAsColumnsInOrderOfAppearance()
    {
        var results = await ReadAsync("db.users.find({ }).sort({ _id: 1 })");

        Assert.Equal(["_id", "name", "city", "score", "tags"], results.Columns.Select(c => c.Name));
        Assert.Equal(["int", "string", "string", "double", "array"], results.Columns.Select(c => c.Type));
        Assert.Equal([1L, "Ana", "Rio", 1.5, null], results.Rows[0]);
        Assert.Equal([2L, "Bia", "Rio", null, """["a", "b"]"""], results.Rows[1]);
        Assert.Equal([3L, null, "Natal", null, null], results.Rows[2]);
        Assert.False(results.Truncated);
    }

    [Fact]
    public async Task Read_ValuesOfEveryKind_KeepTheirMeaning()
    {
        var id = ObjectId.GenerateNewId();
        await _shop.InsertAsync("kinds", new BsonDocument
        {
            { "_id", id },
            { "long", 9_007_199_254_740_993 },
            { "exact", new BsonDecimal128(1.50m) },
            { "huge", new BsonDecimal128(Decimal128.Parse("1.234567890123456789012345678901234E+100")) },
            { "when", new BsonDateTime(86_400_000) },
            { "far", new BsonDateTime(long.MaxValue) },
            { "bytes", new BsonBinaryData(new byte[] { 0, 255 }) },
            { "uuid", new BsonBinaryData(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), GuidRepresentation.Standard) },
            { "nan", double.NaN },
            { "nested", new BsonDocument("a", 1) },
            { "regex", new BsonRegularExpression("^a", "i") },
            { "stamp", new BsonTimestamp(1, 2) },
            { "min", BsonMinKey.Value },
            { "yes", true },
        });

        var results = await ReadAsync("db.kinds.find({ })");

        var row = results.Columns.Select(c => c.Name).Zip(results.Rows[0]).ToDictionary(p => p.First, p => p.Second);
        Assert.Equal(id.ToString(), row["_id"]);
        Assert.Equal(9_007_199_254_740_993L, row["long"]);
        Assert.Equal(1.50m, row["exact"]);
        Assert.Equal("1.234567890123456789012345678901234E+100", row["huge"]);
        Assert.Equal("1970-01-02T00:00:00.000Z", row["when"]);
        Assert.Contains("9223372036854775807", (string)row["far"]!, StringComparison.Ordinal);
        Assert.Equal(new byte[] { 0, 255 }, row["bytes"]);
        Assert.Equal("00112233-4455-6677-8899-aabbccddeeff", row["uuid"]);
        Assert.Equal(double.NaN, row["nan"]);
        Assert.Equal("""{ "a" : 1 }""", row["nested"]);
        Assert.Equal("""{ "$regularExpression" : { "pattern" : "^a", "options" : "i" } }""", row["regex"]);
        Assert.Equal("""{ "$timestamp" : { "t" : 1, "i" : 2 } }""", row["stamp"]);
        Assert.Equal("""{ "$minKey" : 1 }""", row["min"]);
        Assert.Equal(true, row["yes"]);
        Assert.Equal(ColumnKind.Json, results.Columns.Single(c => c.Name == "nested").Kind);
        Assert.Equal(ColumnKind.Time, results.Columns.Single(c => c.Name == "when").Kind);
    }

    [Fact]
    public async Task Read_Parameter_StaysAValue()
    {
        var found = await ReadAsync("db.users.find({ name: @name })", new BoundParameter("name", 22, 5, "Ana"));
        var none = await ReadAsync("db.users.find({ name: @name })", new BoundParameter("name", 22, 5, "{ \"$ne\": null }"));

        Assert.Single(found.Rows);
        Assert.Empty(none.Rows);
    }

    [Fact]
    public async Task Read_ParameterWithoutAValue_SaysWhich()
    {
        var report = await _engine.ReadAsync(_shop.Target, MongoShop.Query("db.users.find({ name: @name })"), new ResultBuffer(10, 10_000), CancellationToken.None);

        Assert.Equal("parameter_missing", report.Error!.Code);
    }

    [Fact]
    public async Task Read_Count_GivesOneNumber()
    {
        var results = await ReadAsync("db.users.countDocuments({ city: 'Rio' })");

        Assert.Equal([2L], Assert.Single(results.Rows));
        Assert.Equal("count", results.Columns[0].Name);
    }

    [Fact]
    public async Task Read_Distinct_GivesItsValuesAsRows()
    {
        var results = await ReadAsync("db.users.distinct('city')");

        Assert.Equal(["Natal", "Rio"], results.Rows.Select(r => (string)r[0]!).Order(StringComparer.Ordinal));
        Assert.Equal("city", results.Columns[0].Name);
    }

    [Fact]
    public async Task Read_Aggregate_GroupsAtTheServer()
    {
        var results = await ReadAsync("db.users.aggregate([{ $match: { city: 'Rio' } }, { $group: { _id: '$city', n: { $sum: 1 } } }])");

        Assert.Equal(["Rio", 2L], Assert.Single(results.Rows));
    }

    [Fact]
    public async Task Read_MoreThanABatch_GetsTheRestAndKeepsLateFields()
    {
        await _shop.InsertAsync("many", [.. Enumerable.Range(0, 2_500).Select(i => i == 2_400 ? new BsonDocument { { "_id", i }, { "late", "x" } } : new BsonDocument("_id", i))]);

        var results = await ReadAsync("db.many.find({ }).sort({ _id: 1 })", maxRows: 10_000);

        Assert.Equal(2_500, results.Rows.Count);
        Assert.Equal(["_id", "…"], results.Columns.Select(c => c.Name));
        Assert.Equal([2_400L, """{ "late" : "x" }"""], results.Rows[2_400]);
    }

    [Fact]
    public async Task Read_MoreRowsThanAllowed_CutsAndSaysSo()
    {
        await _shop.InsertAsync("many", [.. Enumerable.Range(0, 30).Select(i => new BsonDocument("_id", i))]);

        var results = await ReadAsync("db.many.find({ })", maxRows: 10);

        Assert.Equal(10, results.Rows.Count);
        Assert.True(results.TruncatedByRows);
        Assert.Equal(["_id"], results.Columns.Select(c => c.Name));
    }

    [Fact]
    public async Task Read_MoreBytesThanAllowed_CutsBeforeTheRow()
    {
        await _shop.InsertAsync("big", [.. Enumerable.Range(0, 3).Select(i => new BsonDocument { { "_id", i }, { "text", new string('x', 4_000) } })]);
        var results = new ResultBuffer(10, 5_000);

        await _engine.ReadAsync(_shop.Target, MongoShop.Query("db.big.find({ })"), results, CancellationToken.None);

        Assert.Single(results.Rows);
        Assert.True(results.TruncatedByBytes);
    }

    [Fact]
    public async Task Read_TextLongerThanACell_IsCutAndKeepsItsLength()
    {
        await _shop.InsertAsync("big", new BsonDocument { { "_id", 1 }, { "text", new string('x', ResultBuffer.MaxCell + 5) } });

        var results = await ReadAsync("db.big.find({ })");

        Assert.Equal(ResultBuffer.MaxCell + 5, Assert.IsType<CutValue>(results.Rows[0][1]).Length);
    }

    [Fact]
    public async Task Read_DocumentsWithoutACommonShape_ShowsThemWhole()
    {
        await _shop.InsertAsync("wild", [.. Enumerable.Range(0, 3).Select(i => new BsonDocument(Enumerable.Range(0, 300).Select(f => new BsonElement($"f{i}_{f}", f))))]);

        var results = await ReadAsync("db.wild.find({ })");

        Assert.Equal("document", Assert.Single(results.Columns).Name);
        Assert.Equal(3, results.Rows.Count);
    }

    [Fact]
    public async Task Change_Preview_ShowsAndKeepsNothing()
    {
        var report = (await ChangeAsync("db.users.updateOne({ _id: 1 }, { $set: { name: 'Eva' } })", expected: null)).Value;

        Assert.Equal(1, report.Run.AffectedRows);
        Assert.False(report.Committed);
        Assert.Equal([1L, "Ana", "Rio", 1.5], Assert.Single(report.Sample!.Before));
        Assert.Equal("Ana", (await _shop.AllAsync("users"))[0]["name"]);
    }

    [Fact]
    public async Task Change_OneDocumentAsExpected_Stands()
    {
        var report = (await ChangeAsync("db.users.updateOne({ _id: 1 }, { $set: { name: @name } })", expected: 1, new BoundParameter("name", 0, 5, "Eva"))).Value;

        Assert.True(report.Committed);
        Assert.Equal("Eva", (await _shop.AllAsync("users"))[0]["name"]);
    }

    [Fact]
    public async Task Change_InsertOfOne_Stands()
    {
        var preview = (await ChangeAsync("db.users.insertOne({ _id: 9, name: 'Ida' })", expected: null)).Value;
        var report = (await ChangeAsync("db.users.insertOne({ _id: 9, name: 'Ida' })", expected: 1)).Value;

        Assert.Equal([9L, "Ida"], Assert.Single(preview.Sample!.After));
        Assert.Empty(preview.Sample.Before);
        Assert.True(report.Committed);
        Assert.Equal(4, (await _shop.AllAsync("users")).Count);
    }

    [Fact]
    public async Task Change_DuplicateKey_TellsWhatTheServerSaid()
    {
        var report = await ChangeAsync("db.users.insertOne({ _id: 1 })", expected: 1);

        Assert.Equal("statement_failed", report.Error!.Code);
        Assert.Contains("E11000", report.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OfNothing_WhereOneWasExpected_DoesNotCommit()
    {
        var report = (await ChangeAsync("db.users.deleteOne({ _id: 77 })", expected: 1)).Value;

        Assert.False(report.Committed);
        Assert.Equal(0, report.Run.AffectedRows);
    }

    [Fact]
    public async Task Change_OnAReadOnlySource_IsRefused()
    {
        var target = _shop.Target with { Mode = AccessMode.ReadOnly };

        var report = await _engine.ChangeAsync(target, MongoShop.Query("db.users.deleteOne({ _id: 1 })"), new EngineChange(1), CancellationToken.None);

        Assert.Equal("data_source_read_only", report.Error!.Code);
        Assert.Equal(3, (await _shop.AllAsync("users")).Count);
    }

    [Fact]
    public async Task Describe_Database_ListsCollectionsWithTheFieldsOfTheirFirstDocuments()
    {
        await _shop.InsertAsync("order-lines", new BsonDocument("_id", 1));

        var report = (await _engine.DescribeAsync(_shop.Target, CancellationToken.None)).Value;

        var users = report.Tables.Single(t => t.Name == "users");
        Assert.Equal(SchemaTableKind.Collection, users.Kind);
        Assert.Equal(3, users.RowEstimate);
        Assert.Equal("db.users", users.QuotedName);
        Assert.Contains(new SchemaColumn("_id", "int", IsNullable: false, IsPrimaryKey: true, References: null), users.Columns);
        Assert.Contains(new SchemaColumn("name", "string", IsNullable: true, IsPrimaryKey: false, References: null), users.Columns);
        Assert.Equal("db.getCollection(\"order-lines\")", report.Tables.Single(t => t.Name == "order-lines").QuotedName);
    }

    [Fact]
    public async Task Explain_Find_GivesThePlanWithoutRunning()
    {
        var plan = (await _engine.ExplainAsync(_shop.Target, MongoShop.Query("db.users.find({ city: 'Rio' })"), CancellationToken.None)).Value;

        Assert.NotEmpty(plan.Root.Name);
        Assert.Contains("winningPlan", plan.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_Server_TellsVersionTimeAndASafeAccount()
    {
        var report = (await _engine.TestAsync(_shop.Target, CancellationToken.None)).Value;

        Assert.NotEmpty(report.ServerVersion);
        Assert.True(report.ConnectionTime > TimeSpan.Zero);
        Assert.Contains($"role: \"read\", db: \"{_shop.Target.Database}\"", report.SafeAccount!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ delete: 'users', deletes: [{ q: { _id: 1 }, limit: 0 }] }")]
    [InlineData("{ update: 'users', updates: [{ q: { _id: 1 }, u: { $set: { a: 1 } } }] }")]
    [InlineData("{ insert: 'users', documents: [{ a: 1 }] }")]
    public async Task Read_OfAChange_PastTheGuard_IsRefusedByTheEngineItself(string statement)
    {
        var report = await _engine.ReadAsync(_shop.Target, MongoShop.Query(statement), new ResultBuffer(10, 10_000), CancellationToken.None);

        Assert.Equal("engine_refused", report.Error!.Code);
        Assert.Equal(3, (await _shop.AllAsync("users")).Count);
    }

    private async Task<ResultBuffer> ReadAsync(string statement, BoundParameter? parameter = null, int maxRows = 1_000)
    {
        var results = new ResultBuffer(maxRows, 20_000_000);
        BoundParameter[] parameters = parameter is null ? [] : [parameter];
        var report = await _engine.ReadAsync(_shop.Target, MongoShop.Query(statement, parameters), results, CancellationToken.None);
        Assert.False(report.Failed, report.Error?.Message);
        Assert.NotEmpty(report.Value.ServerVersion);
        return results;
    }

    private Task<Result<ChangeReport>> ChangeAsync(string statement, long? expected, params BoundParameter[] parameters) =>
        _engine.ChangeAsync(_shop.Target, MongoShop.Query(statement, parameters), new EngineChange(expected), CancellationToken.None);
}

/// <summary>Against the double: not proof of what a real server does.</summary>
public sealed class MongodbEngineAtDoubleTests : MongodbEngineTests
{
    private protected override Task<MongoShop> OpenAsync() => MongoShop.AtDoubleAsync();
}

/// <summary>Against the double as a member of a replica set.</summary>
public sealed class MongodbEngineAtReplicaSetDoubleTests : MongodbEngineTests
{
    private protected override Task<MongoShop> OpenAsync() => MongoShop.AtDoubleAsync(isReplicaSet: true);
}

/// <summary>Against the server that <c>ADMIN_TEST_MONGODB</c> names; skipped without one.</summary>
public sealed class MongodbEngineAtServerTests : MongodbEngineTests
{
    private protected override Task<MongoShop> OpenAsync() => MongoShop.AtServerAsync();
}
