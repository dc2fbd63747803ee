using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Infrastructure.SqlConsole.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.SqlConsole.Sqlite;

public sealed class SqliteEngineTests : IDisposable
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    private readonly SqliteShop _shop = new();
    private readonly SqliteEngine _engine;

    public SqliteEngineTests() => _engine = new SqliteEngine(_shop.Files, TimeProvider.System);

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Execute_Select_GivesTypedRowsAndColumns()
    {
        var (report, results) = await RunAsync("SELECT id, name, photo, score FROM users ORDER BY id");

        Assert.False(report.Failed);
        Assert.Equal(["id", "name", "photo", "score"], results.Columns.Select(c => c.Name));
        Assert.Equal([1L, "Ana", new byte[] { 0, 1, 255 }, 1.5], results.Rows[0]);
        Assert.Equal([2L, "Bia", null, null], results.Rows[1]);
        Assert.False(results.Truncated);
    }

    [Fact]
    public async Task Execute_RepeatedAndEmptyColumnNames_KeepsEachColumn()
    {
        var (_, results) = await RunAsync("SELECT 1 AS a, 2 AS a, 3 AS \"\"");

        Assert.Equal(["a", "a", ""], results.Columns.Select(c => c.Name));
        Assert.Equal([1L, 2L, 3L], results.Rows[0]);
    }

    [Theory]
    [InlineData("SELECT :n AS n")]
    [InlineData("SELECT @n AS n")]
    [InlineData("SELECT $n AS n")]
    public async Task Execute_NamedParameter_IsBound(string statement)
    {
        var (_, results) = await RunAsync(statement, Named("n", 7L));

        Assert.Equal([7L], results.Rows[0]);
    }

    [Fact]
    public async Task Execute_PositionalParameters_AreBoundInOrder()
    {
        object?[] values = ["x", null, true, 2.5, new byte[] { 9 }];
        var parameters = values.Select((v, i) => new BoundParameter((i + 1).ToString(CultureInfo.InvariantCulture), 7 + (3 * i), 1, v)).ToArray();

        var (_, results) = await RunAsync("SELECT ?, ?, ?, ?, ?", parameters);

        Assert.Equal(["x", null, 1L, 2.5, new byte[] { 9 }], results.Rows[0]);
    }

    [Fact]
    public async Task Execute_ParameterWithSqlInside_StaysAValue()
    {
        var (_, results) = await RunAsync("SELECT name FROM users WHERE name = :n", Named("n", "' OR 1=1; DROP TABLE users; --"));

        Assert.Empty(results.Rows);
    }

    [Fact]
    public async Task Execute_ParameterWithoutAValue_SaysWhich()
    {
        var (report, _) = await RunAsync("SELECT :n");

        Assert.Equal("parameter_missing", report.Error!.Code);
    }

    [Fact]
    public async Task Execute_MoreRowsThanAllowed_CutsAndSaysSo()
    {
        var results = new ResultBuffer(10, 1_000_000);

        await _engine.ReadAsync(_shop.Target, Query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 11) SELECT i FROM n"), results, CancellationToken.None);

        Assert.Equal(10, results.Rows.Count);
        Assert.True(results.TruncatedByRows);
        Assert.False(results.TruncatedByBytes);
    }

    [Fact]
    public async Task Execute_ExactlyTheAllowedRows_IsNotCut()
    {
        var results = new ResultBuffer(2, 1_000_000);

        await _engine.ReadAsync(_shop.Target, Query("SELECT id FROM users"), results, CancellationToken.None);

        Assert.Equal(2, results.Rows.Count);
        Assert.False(results.Truncated);
    }

    [Fact]
    public async Task Execute_MoreBytesThanAllowed_CutsBeforeTheRow()
    {
        var results = new ResultBuffer(10, 5_000);

        await _engine.ReadAsync(_shop.Target, Query("SELECT zeroblob(4000) UNION ALL SELECT zeroblob(4000)"), results, CancellationToken.None);

        Assert.Single(results.Rows);
        Assert.True(results.TruncatedByBytes);
    }

    [Fact]
    public async Task Execute_EndlessStatement_StopsAtTheTimeout()
    {
        var time = new FakeTimeProvider();
        var engine = new SqliteEngine(_shop.Files, time);

        var run = engine.ReadAsync(_shop.Target, Query(Endless), new ResultBuffer(1, 1_000), CancellationToken.None);
        // The clock only moves here, so the run waits for it, however busy the machine is.
        while (!run.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        Assert.Equal("query_timeout", (await run).Error!.Code);
    }

    [Fact]
    public async Task Execute_CancelledWhileRunning_Stops()
    {
        using var cancel = new CancellationTokenSource();
        var run = _engine.ReadAsync(_shop.Target, Query(Endless), new ResultBuffer(1, 1_000), cancel.Token);

        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(TimeSpan.FromSeconds(20))).Error!.Code);
    }

    [Fact]
    public async Task Execute_UnknownTable_TellsWhatTheServerSaid()
    {
        var (report, _) = await RunAsync("SELECT * FROM missing_table");

        Assert.Equal("statement_failed", report.Error!.Code);
        Assert.Contains("no such table: missing_table", report.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_MetadataPragmaFunction_IsAllowed()
    {
        var (_, results) = await RunAsync("SELECT name FROM pragma_table_info('users')");

        Assert.Equal(4, results.Rows.Count);
    }

    [Fact]
    public async Task Test_ExistingDatabase_GivesVersionAndTime()
    {
        var report = await _engine.TestAsync(_shop.Target, CancellationToken.None);

        Assert.StartsWith("3.", report.Value.ServerVersion, StringComparison.Ordinal);
        Assert.True(report.Value.ConnectionTime >= TimeSpan.Zero);
    }

    [Fact]
    public async Task Test_FileThatIsNoDatabase_FailsLikeAMissingOne()
    {
        File.WriteAllText(Path.Combine(_shop.Home, "notes.db"), new string('x', 4096));

        var notADatabase = await _engine.TestAsync(_shop.Target with { Database = "notes.db" }, CancellationToken.None);
        var missing = await _engine.TestAsync(_shop.Target with { Database = "missing.db" }, CancellationToken.None);

        Assert.Equal("connection_failed", notADatabase.Error!.Code);
        Assert.Equal(notADatabase.Error, missing.Error);
    }

    private async Task<(Result<RunReport> Report, ResultBuffer Results)> RunAsync(string statement, params BoundParameter[] parameters)
    {
        var results = new ResultBuffer(1_000, 1_000_000);
        return (await _engine.ReadAsync(_shop.Target, Query(statement, parameters), results, CancellationToken.None), results);
    }

    private static EngineQuery Query(string statement, params BoundParameter[] parameters) => new(statement, parameters, TimeSpan.FromSeconds(30));

    private static BoundParameter Named(string name, object? value) => new(name, 0, name.Length + 1, value);
}
