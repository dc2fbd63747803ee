using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Tests.Infrastructure.SqlConsole.Postgresql;

namespace Admin.Tests.Infrastructure.SqlConsole.Mysql;

public sealed class MysqlReadTests(MysqlShop shop) : IClassFixture<MysqlShop>
{
    [Fact]
    public async Task Read_Select_GivesTypedRowsColumnsAndReport()
    {
        shop.Server.Require();

        var (report, results) = await shop.Calls.ReadAsync("SELECT id, name, joined FROM users ORDER BY id");

        Assert.Equal(["id", "name", "joined"], results.Columns.Select(c => c.Name));
        Assert.Equal(["int", "varchar", "date"], results.Columns.Select(c => c.Type));
        Assert.Equal([ColumnKind.Number, ColumnKind.Text, ColumnKind.Time], results.Columns.Select(c => c.Kind));
        Assert.Equal([1L, "Ana", "2020-01-31"], results.Rows[0]);
        Assert.Equal([2L, "Bia", null], results.Rows[1]);
        Assert.Contains("MariaDB", report.Value.ServerVersion, StringComparison.Ordinal);
        Assert.True(report.Value.ConnectionTime > TimeSpan.Zero && report.Value.ExecutionTime > TimeSpan.Zero);
        Assert.Null(report.Value.AffectedRows);
    }

    [Fact]
    public async Task Read_ValuesOfEachType_AreWhatTheyAre()
    {
        shop.Server.Require();
        await shop.RunAsync("""
            CREATE OR REPLACE TABLE kinds (a tinyint, b tinyint(1), c bigint unsigned, d decimal(65,5), e decimal(10,2), f float, g double, h bit(8), i year, j enum('x','y'), k set('a','b'),
                l varbinary(10), m json, n point, o time(3), p datetime(6), q timestamp NULL, r date, s char(5) CHARACTER SET latin1);
            INSERT INTO kinds VALUES (-1, 2, 18446744073709551615, 123456789012345678901234567890123456789.5, 1.50, 1.1, 0.1, b'101', 2024, 'y', 'a,b',
                x'0001ff', '{"a": 1}', POINT(1, 2), '-838:59:59.123', '9999-12-31 23:59:59.000001', '2020-01-01 00:00:00', '0001-01-01', x'e9')
            """);

        var (_, results) = await shop.Calls.ReadAsync("SELECT a, b, c, d, e, f, g, h, i, j, k, l, m, o, p, q, r, s, NULL, true, 1.0 FROM kinds");

        Assert.Equal(
            [-1L, 2L, 18446744073709551615m, "123456789012345678901234567890123456789.50000", 1.50m, 1.1, 0.1, 5L, 2024L, "y", "a,b", new byte[] { 0, 1, 255 }, "{\"a\": 1}",
                "-838:59:59.123", "9999-12-31 23:59:59.000001", "2020-01-01 00:00:00", "0001-01-01", "é", null, 1L, 1.0m],
            results.Rows[0]);
        Assert.IsType<byte[]>((await shop.Calls.RowsAsync("SELECT n FROM kinds"))[0][0]);
    }

    [Fact]
    public async Task Read_ZeroAndPartialDates_KeepTheServersText()
    {
        shop.Server.Require();
        await shop.RunAsync("SET sql_mode = ''; CREATE OR REPLACE TABLE zero (a date, b datetime, c timestamp, d datetime(3)); INSERT INTO zero VALUES ('0000-00-00', '0000-00-00', 0, '2020-00-15 01:02:03.4')");

        Assert.Equal(["0000-00-00", "0000-00-00 00:00:00", "0000-00-00 00:00:00", "2020-00-15 01:02:03.400"], (await shop.Calls.RowsAsync("SELECT * FROM zero"))[0]);
    }

    [Fact]
    public async Task Read_RepeatedAndEmptyColumnNames_KeepsEachColumn()
    {
        shop.Server.Require();

        var (_, results) = await shop.Calls.ReadAsync("SELECT 1 AS a, 2 AS a, 3 AS ``");

        Assert.Equal(["a", "a", ""], results.Columns.Select(c => c.Name));
        Assert.Equal([1L, 2L, 3L], results.Rows[0]);
    }

    [Fact]
    public async Task Read_TextsOfAllPlanesAndBytes_AreKept()
    {
        shop.Server.Require();

        Assert.Equal(["ação 👍", "", Array.Empty<byte>(), new byte[] { 0xff, 0xfe }], (await shop.Calls.RowsAsync("SELECT 'ação 👍', '', x'', x'fffe'"))[0]);
    }

    [Fact]
    public async Task Read_HundredMegabyteCell_KeepsTheBeginningAndTheLength()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("SELECT REPEAT('x', 100000000), 7");

        var text = Assert.IsType<CutValue>(rows[0][0]);
        Assert.Equal((100_000_000L, ResultBuffer.MaxCell), (text.Length, ((string)text.Head).Length));
        Assert.Equal(7L, rows[0][1]);
    }

    [Fact]
    public async Task Read_MoreRowsThanAllowed_CutsSaysSoAndLeavesNothingRunning()
    {
        shop.Server.Require();
        var results = new ResultBuffer(10, 1_000_000);

        var report = await shop.Calls.ReadAsync("SELECT seq, REPEAT('x', 1000) FROM seq_1_to_100000000", results);

        Assert.Null(report.Error);
        Assert.Equal(10, results.Rows.Count);
        Assert.True(results.TruncatedByRows);
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Fact]
    public async Task Read_MoreBytesThanAllowed_CutsBeforeTheRow()
    {
        shop.Server.Require();
        var results = new ResultBuffer(100, 5_000);

        await shop.Calls.ReadAsync("SELECT REPEAT('x', 2000) FROM seq_1_to_10", results);

        Assert.Equal(2, results.Rows.Count);
        Assert.True(results.TruncatedByBytes);
    }

    [Fact]
    public async Task Read_ManyColumns_AreGivenUpToTheServersOwnLimit()
    {
        shop.Server.Require();
        static string Columns(int n) => $"SELECT {string.Join(", ", Enumerable.Range(1, n))}";

        Assert.Equal(4_000, (await shop.Calls.RowsAsync(Columns(4_000)))[0].Length);
        Assert.Equal("too_many_columns", (await shop.Calls.ErrorAsync(Columns(5_001))).Code);
    }

    [Fact]
    public async Task Read_Parameters_TravelAsParametersOfTheirTypes()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("SELECT :text, :number, :decimal, :truth, :bytes, :none, CONCAT(:text, '!'), 5>:number, :double", "' OR 1=1; -- \\", 7L, 1.5m, true, new byte[] { 0, 255 }, null, 0.1);

        Assert.Equal(["' OR 1=1; -- \\", 7L, 1.5m, 1L, new byte[] { 0, 255 }, null, "' OR 1=1; -- \\!", 0L, 0.1], rows[0]);
    }

    [Theory]
    [InlineData("SELECT id FROM users WHERE joined > :d", "2021-01-01")]
    [InlineData("SELECT id FROM users WHERE joined > ?", "2021-01-01")]
    [InlineData("SELECT id FROM users WHERE name = ?", "caio")]
    [InlineData("SELECT id FROM users WHERE name COLLATE utf8mb4_unicode_ci = ?", "Caio")]
    [InlineData("SELECT 'x?' FROM users WHERE id=? -- ?", "3")]
    public async Task Read_TextParameter_IsComparedAsTheColumnIs(string statement, string value)
    {
        shop.Server.Require();

        Assert.Single(await shop.Calls.RowsAsync(statement, value));
    }

    [Fact]
    public async Task Read_TextParameterAgainstAnotherCollation_IsComparedAsTheColumnIs()
    {
        shop.Server.Require();
        await shop.RunAsync("CREATE OR REPLACE TABLE old (a varchar(10) CHARACTER SET latin1, b varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin); INSERT INTO old VALUES ('é', 'b')");

        Assert.Single(await shop.Calls.RowsAsync("SELECT * FROM old WHERE a = ? AND b = ?", "é", "b"));
    }

    [Theory]
    [InlineData("SELECT 1,\n  nothing FROM users", "42S22", 12)]
    [InlineData("SELECT '👍👍', nothing FROM users", "42S22", 15)]
    [InlineData("SELECT :a, nothing FROM users", "42S22", 11)]
    [InlineData("SELEC 1", "42000", 0)]
    [InlineData("SELECT :a\nFROM FROM users", "42000", 15)]
    [InlineData("SELECT (1", "42000", 9)]
    public async Task Read_Mistake_TellsStateAndPlaceInTheOriginal(string statement, string state, int position)
    {
        shop.Server.Require();

        var error = await shop.Calls.ErrorAsync(statement, "x");

        Assert.Equal("statement_failed", error.Code);
        Assert.Equal(state, EngineCalls.Arg(error, "state"));
        Assert.Equal(position, EngineCalls.Arg(error, "position"));
    }

    [Fact]
    public async Task Read_TableWithoutRights_SaysSo()
    {
        shop.Server.Require();

        var error = await new EngineCalls(shop.Engine, shop.TargetOf(shop.Reader)).ErrorAsync("SELECT * FROM orders");

        Assert.Equal("rights_missing", error.Code);
    }

    [Fact]
    public async Task Read_Comment_IsSeenAtTheServer()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("SELECT INFO FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()");

        Assert.StartsWith("/* ana 7f3 */ SELECT INFO", (string)rows[0][0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT SLEEP(60)")]
    [InlineData("SELECT SUM(SHA2(seq, 512) = '') FROM seq_1_to_1000000000")]
    [InlineData("SELECT seq, SLEEP(0.05) FROM seq_1_to_10000")]
    public async Task Read_PastItsTimeout_StopsAtTheServer(string statement)
    {
        shop.Server.Require();
        var query = shop.Calls.Query(statement) with { Timeout = TimeSpan.FromSeconds(1) };

        var report = await shop.Engine.ReadAsync(shop.Target, query, new ResultBuffer(1_000_000, 1_000_000), CancellationToken.None).WaitAsync(EngineCalls.Patience);

        Assert.Equal("query_timeout", report.Error?.Code);
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Theory]
    [InlineData("SELECT SLEEP(60)")]
    [InlineData("SELECT SUM(SHA2(seq, 512) = '') FROM seq_1_to_1000000000")]
    public async Task Read_Cancelled_StopsAtTheServer(string statement)
    {
        shop.Server.Require();
        using var cancel = new CancellationTokenSource();
        var run = shop.Engine.ReadAsync(shop.Target, shop.Calls.Query(statement), new ResultBuffer(10, 1_000), cancel.Token);
        await PostgresqlReadTests.EventuallyAsync(async () => await shop.AskAsync($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{shop.Owner}' AND INFO LIKE '/* ana%'") == "1");

        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(EngineCalls.Patience)).Error?.Code);
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Fact]
    public async Task Read_SessionKilledBetweenRows_IsAConnectionLost()
    {
        shop.Server.Require();
        var results = new ResultBuffer(10_000, 1_000_000_000);
        var run = shop.Calls.ReadAsync("SELECT seq, REPEAT('x', 20000), SLEEP(0.02) FROM seq_1_to_5000", results);
        await PostgresqlReadTests.EventuallyAsync(() => Task.FromResult(results.Rows.Count > 3));

        await shop.KillAsync();

        Assert.Equal("connection_lost", (await run).Error?.Code);
    }

    [Fact]
    public async Task Read_SessionKilledMeanwhile_IsAConnectionLost()
    {
        shop.Server.Require();
        var run = shop.Calls.ReadAsync("SELECT SLEEP(60)");

        await shop.KillAsync();

        Assert.Equal("connection_lost", (await run).Report.Error?.Code);
    }
}
