using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;
using Admin.Infrastructure.SqlConsole.Sqlite;

namespace Admin.Tests.Infrastructure.SqlConsole.Sqlite;

/// <summary>The engine called directly, past the guard: changes, their samples, and what a change still may not do.</summary>
public sealed class SqliteChangeTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly SqliteShop _shop = new();
    private readonly SqliteEngine _engine;

    public SqliteChangeTests() => _engine = new SqliteEngine(_shop.Files, TimeProvider.System);

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Change_PreviewOfAnUpdate_ShowsRowsBeforeAndAfterAndChangesNothing()
    {
        var before = await File.ReadAllBytesAsync(_shop.File, Ct);

        var report = (await ChangeAsync("UPDATE users SET name = 'Eva' WHERE id = 1", null, new PlainChange(false, "users", null, "id = 1", []))).Value;

        Assert.Equal((1L, false), (report.Run.AffectedRows, report.Committed));
        Assert.Equal(["Ana", "Eva"], new[] { report.Sample!.Before, report.Sample.After }.Select(r => (string)r[0][1]!));
        Assert.Equal(["id", "name", "photo", "score"], report.Sample.Columns.Select(c => c.Name));
        Assert.Equal(before, await File.ReadAllBytesAsync(_shop.File, Ct));
    }

    [Fact]
    public async Task Change_PreviewOfADelete_ShowsTheRowsThatGo()
    {
        var id = new BoundParameter("n", 5, 2, 2L);

        var report = (await ChangeAsync("DELETE FROM users AS u WHERE id = :n", null, new PlainChange(true, "users", "u", "id = :n", [id]), [id])).Value;

        Assert.Equal("Bia", Assert.Single(report.Sample!.Before)[1]);
        Assert.Empty(report.Sample.After);
    }

    [Theory]
    [InlineData(1, true, "Eva")]
    [InlineData(2, false, "Ana")]
    public async Task Change_Confirmed_IsMadeOnlyWithTheRightCount(long expected, bool committed, string name)
    {
        var report = (await ChangeAsync("UPDATE users SET name = 'Eva' WHERE id = 1", expected)).Value;

        Assert.Equal(committed, report.Committed);
        Assert.Equal(name, await NameAsync());
    }

    [Theory]
    [InlineData("DROP TABLE users")]
    [InlineData("CREATE TABLE x (id)")]
    [InlineData("ALTER TABLE users ADD COLUMN x")]
    [InlineData("DELETE FROM sqlite_schema WHERE 1")]
    [InlineData("UPDATE sqlite_schema SET sql = 'x' WHERE name = 'users'")]
    [InlineData("ATTACH DATABASE 'other.db' AS other")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("COMMIT")]
    [InlineData("VACUUM")]
    [InlineData("DELETE FROM users WHERE id = 1; DROP TABLE users")]
    [InlineData("UPDATE users SET name = load_extension('x') WHERE id = 1")]
    public async Task Change_MoreThanRows_IsRefusedAndChangesNothing(string statement)
    {
        var before = await File.ReadAllBytesAsync(_shop.File, Ct);

        var report = await ChangeAsync(statement, 1);

        Assert.Contains(report.Error!.Code, new[] { "engine_refused", "statement_failed" });
        Assert.Equal(before, await File.ReadAllBytesAsync(_shop.File, Ct));
        Assert.Equal(["shop.db"], Directory.GetFiles(_shop.Home).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Change_OfAReadOnlySource_IsRefused()
    {
        var change = await _engine.ChangeAsync(_shop.Target, Query("DELETE FROM users WHERE id = 1"), new EngineChange(1), Ct);

        Assert.Equal("data_source_read_only", change.Error!.Code);
    }

    [Fact]
    public async Task Change_CancelledWhileRunning_ChangesNothing()
    {
        using var cancel = new CancellationTokenSource();
        const string Endless = "UPDATE users SET score = (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n) WHERE id = 1";
        var run = _engine.ChangeAsync(_shop.Target with { Mode = AccessMode.Write }, Query(Endless), new EngineChange(1), cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(TimeSpan.FromSeconds(20), Ct)).Error!.Code);
        Assert.Equal("Ana", await NameAsync());
    }

    [Fact]
    public async Task Describe_Shop_GivesTablesColumnsAndKeys()
    {
        _shop.Run("CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id))");

        var schema = (await _engine.DescribeAsync(_shop.Target, Ct)).Value;

        Assert.Equal(["orders", "users"], schema.Tables.Select(t => t.Name));
        var reference = schema.Tables[0].Columns.Single(c => c.Name == "user_id");
        Assert.Equal(("users.id", false), (reference.References, reference.IsNullable));
        Assert.True(schema.Tables[1].Columns[0].IsPrimaryKey);
    }

    [Fact]
    public async Task Explain_Select_GivesStepsWithoutRunning()
    {
        var plan = (await _engine.ExplainAsync(_shop.Target, Query("SELECT * FROM users WHERE name = 'Ana'"), Ct)).Value;

        Assert.Equal(("SEARCH", "users"), (plan.Root.Children[0].Name, plan.Root.Children[0].Subject));
    }

    private Task<Result<ChangeReport>> ChangeAsync(string statement, long? expected, PlainChange? plain = null, IReadOnlyList<BoundParameter>? parameters = null) =>
        _engine.ChangeAsync(_shop.Target with { Mode = AccessMode.Write }, Query(statement, parameters), new EngineChange(expected, plain), Ct);

    private async Task<string> NameAsync()
    {
        var results = new Admin.Domain.SqlConsole.Engines.Results.ResultBuffer(1, 1_000);
        await _engine.ReadAsync(_shop.Target, Query("SELECT name FROM users WHERE id = 1"), results, Ct);
        return (string)results.Rows[0][0]!;
    }

    private static EngineQuery Query(string statement, IReadOnlyList<BoundParameter>? parameters = null) => new(statement, parameters ?? [], TimeSpan.FromSeconds(30));
}
