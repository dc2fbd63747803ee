using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

public sealed class PostgresqlReadTests(PostgresqlShop shop) : IClassFixture<PostgresqlShop>
{
    [Fact]
    public async Task Read_Select_GivesTypedRowsColumnsAndReport()
    {
        shop.Server.Require();

        var (report, results) = await shop.Calls.ReadAsync("SELECT id, name, joined FROM users ORDER BY id");

        Assert.Equal(["id", "name", "joined"], results.Columns.Select(c => c.Name));
        Assert.Equal(["integer", "text", "date"], results.Columns.Select(c => c.Type));
        Assert.Equal([ColumnKind.Number, ColumnKind.Text, ColumnKind.Time], results.Columns.Select(c => c.Kind));
        Assert.Equal([1L, "Ana", "2020-01-31"], results.Rows[0]);
        Assert.Equal([2L, "Bia", null], results.Rows[1]);
        Assert.StartsWith("15", report.Value.ServerVersion, StringComparison.Ordinal);
        Assert.True(report.Value.ConnectionTime > TimeSpan.Zero && report.Value.ExecutionTime > TimeSpan.Zero);
        Assert.Null(report.Value.AffectedRows);
    }

    [Fact]
    public async Task Read_NumbersAndTruths_AreWhatTheyAre()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("""
            SELECT 1::int2, -2::int4, 9223372036854775807, 1.50::numeric, 123456789012345678901234567890123.5::numeric, 1.1::real, 0.1::float8,
                'NaN'::float8, '-Infinity'::float8, 'Infinity'::real, 'NaN'::numeric, true, false, NULL::int, 5::oid
            """);

        Assert.Equal(
            [1L, -2L, long.MaxValue, 1.50m, "123456789012345678901234567890123.5", 1.1, 0.1, double.NaN, double.NegativeInfinity, double.PositiveInfinity, double.NaN, true, false, null, 5L],
            rows[0]);
    }

    [Fact]
    public async Task Read_DatesBeyondDotNet_KeepTheServersText()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("""
            SELECT 'infinity'::timestamp, '-infinity'::date, '4713-01-01 BC'::date, '294276-12-31 23:59:59.999999'::timestamp,
                '2026-02-28 24:00:00'::timestamp, '24:00'::time, '178000000 years'::interval, '1 mon -2 days 03:04:05.6'::interval,
                timestamptz '2020-01-01 00:00:00+02' AT TIME ZONE 'UTC'
            """);

        Assert.Equal(
            ["infinity", "-infinity", "4713-01-01 BC", "294276-12-31 23:59:59.999999", "2026-03-01 00:00:00", "24:00:00", "178000000 years", "1 mon -2 days +03:04:05.6", "2019-12-31 22:00:00"],
            rows[0]);
    }

    [Fact]
    public async Task Read_TypesOfTheServersOwn_AreItsTextWithItsWordForThem()
    {
        shop.Server.Require();
        await shop.RunAsync("CREATE TYPE mood AS ENUM ('fine', 'so so'); CREATE TYPE pair AS (a int, b text)");

        var (_, results) = await shop.Calls.ReadAsync("""
            SELECT ARRAY[1,2]::int[], ROW(1, 'x y')::pair, 'so so'::mood, int4range(1, 5), '10.0.0.1/8'::inet, '7f3b0c1e-1111-2222-3333-444455556666'::uuid,
                '<a>b</a>'::xml, to_tsvector('simple', 'b a'), point(1, 2), '{"a": [1, null]}'::jsonb, '{"b" : 2}'::json, ARRAY['so so']::mood[], 'x'::name, '12.5'::money::numeric
            """);

        Assert.Equal(
            ["{1,2}", "(1,\"x y\")", "so so", "[1,5)", "10.0.0.1/8", "7f3b0c1e-1111-2222-3333-444455556666", "<a>b</a>", "'a':2 'b':1", "(1,2)", "{\"a\": [1, null]}", "{\"b\" : 2}", "{\"so so\"}", "x", 12.50m],
            results.Rows[0]);
        Assert.Equal(
            ["integer[]", "pair", "mood", "int4range", "inet", "uuid", "xml", "tsvector", "point", "jsonb", "json", "mood[]", "name", "numeric"],
            results.Columns.Select(c => c.Type));
        Assert.Equal([ColumnKind.Json, ColumnKind.Json], results.Columns.Skip(9).Take(2).Select(c => c.Kind));
    }

    [Fact]
    public async Task Read_BinaryAndEmptyValues_AreKept()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("SELECT '\\x0001ff'::bytea, ''::bytea, '', 'ação 👍'");

        Assert.Equal([new byte[] { 0, 1, 255 }, Array.Empty<byte>(), "", "ação 👍"], rows[0]);
    }

    [Fact]
    public async Task Read_RepeatedAndEmptyColumnNames_KeepsEachColumn()
    {
        shop.Server.Require();

        var (_, results) = await shop.Calls.ReadAsync("SELECT 1 AS a, 2 AS a, 3");

        Assert.Equal(["a", "a", "?column?"], results.Columns.Select(c => c.Name));
        Assert.Equal([1L, 2L, 3L], results.Rows[0]);
    }

    [Fact]
    public async Task Read_InvalidUtf8OfADatabaseWithoutEncoding_ShowsReplacementCharacters()
    {
        shop.Server.Require();
        var database = $"{shop.Database}_ascii";
        await shop.RunAsync($"CREATE DATABASE {database} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0", "postgres");
        try
        {
            var calls = new EngineCalls(shop.Engine, shop.Target with { Database = database });

            Assert.Equal(["a\uFFFDb"], (await calls.RowsAsync("SELECT E'a\\xffb'"))[0]);
        }
        finally
        {
            await shop.RunAsync($"DROP DATABASE {database} WITH (FORCE)", "postgres");
        }
    }

    [Fact]
    public async Task Read_HugeCells_KeepTheBeginningAndTheLength()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("SELECT repeat('é', 50000000), decode(repeat('ab', 20000000), 'hex'), repeat('x', 1048576), repeat('y', 1048577), 7");

        var text = Assert.IsType<CutValue>(rows[0][0]);
        Assert.Equal((50_000_000L, ResultBuffer.MaxCell), (text.Length, ((string)text.Head).Length));
        var bytes = Assert.IsType<CutValue>(rows[0][1]);
        Assert.Equal((20_000_000L, ResultBuffer.MaxCell), (bytes.Length, ((byte[])bytes.Head).Length));
        Assert.Equal(1_048_576, Assert.IsType<string>(rows[0][2]).Length);
        Assert.Equal(1_048_577, Assert.IsType<CutValue>(rows[0][3]).Length);
        Assert.Equal(7L, rows[0][4]);
    }

    [Fact]
    public async Task Read_MoreRowsThanAllowed_CutsSaysSoAndLeavesNothingRunning()
    {
        shop.Server.Require();
        var results = new ResultBuffer(10, 1_000_000);

        var report = await shop.Calls.ReadAsync("SELECT generate_series(1, 100000000), repeat('x', 1000)", results);

        Assert.False(report.Failed);
        Assert.Equal(10, results.Rows.Count);
        Assert.True(results.TruncatedByRows);
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Fact]
    public async Task Read_MoreBytesThanAllowed_CutsBeforeTheRow()
    {
        shop.Server.Require();
        var results = new ResultBuffer(100, 5_000);

        await shop.Calls.ReadAsync("SELECT repeat('x', 2000) FROM generate_series(1, 10)", results);

        Assert.Equal(2, results.Rows.Count);
        Assert.True(results.TruncatedByBytes);
    }

    [Fact]
    public async Task Read_ExactlyTheAllowedRows_IsNotCut()
    {
        shop.Server.Require();
        var results = new ResultBuffer(3, 1_000_000);

        await shop.Calls.ReadAsync("SELECT id FROM users", results);

        Assert.Equal(3, results.Rows.Count);
        Assert.False(results.Truncated);
    }

    [Fact]
    public async Task Read_ManyColumns_AreGivenUpToTheServersOwnLimit()
    {
        shop.Server.Require();
        static string Columns(int n) => $"SELECT {string.Join(", ", Enumerable.Range(1, n))}";

        Assert.Equal(1_600, (await shop.Calls.RowsAsync(Columns(1_600)))[0].Length);
        Assert.Equal("too_many_columns", (await shop.Calls.ErrorAsync(Columns(5_000))).Code);
    }

    [Fact]
    public async Task Read_Parameters_TravelAsParametersOfTheirTypes()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync(
            "SELECT :text, :number, :decimal, :truth, :bytes, :none, :text || '!', 5>:number", "' OR 1=1; --", 7L, 1.5m, true, new byte[] { 0, 255 }, null);

        Assert.Equal(["' OR 1=1; --", 7L, 1.5m, true, new byte[] { 0, 255 }, null, "' OR 1=1; --!", false], rows[0]);
    }

    [Theory]
    [InlineData("SELECT id FROM users WHERE joined > :d", "2021-01-01")]
    [InlineData("SELECT id FROM users WHERE joined > $1", "2021-01-01")]
    [InlineData("SELECT id FROM users WHERE joined>:d AND id = 3", "2021-01-01")]
    [InlineData("SELECT id FROM users WHERE id = ANY (:list)", "{3}")]
    [InlineData("SELECT (ARRAY[1,2,3])[:n]", "3")]
    [InlineData("SELECT id FROM users WHERE name = :n GROUP BY id, name = :n", "Caio")]
    public async Task Read_TextParameter_BecomesWhatItIsComparedWith(string statement, string value)
    {
        shop.Server.Require();

        Assert.Single(await shop.Calls.RowsAsync(statement, value));
    }

    [Theory]
    [InlineData("SELECT * FROM missing", "42P01", 14)]
    [InlineData("SELECT 1,\n  nothing FROM users", "42703", 12)]
    [InlineData("SELECT '👍👍', nothing FROM users", "42703", 15)]
    [InlineData("SELECT :a, nothing FROM users", "42703", 11)]
    [InlineData("SELEC 1", "42601", 0)]
    [InlineData("SELECT (1", "42601", 9)]
    public async Task Read_Mistake_TellsStateAndPlaceInTheOriginal(string statement, string state, int position)
    {
        shop.Server.Require();

        var error = await shop.Calls.ErrorAsync(statement, "x");

        Assert.Equal("statement_failed", error.Code);
        Assert.Equal(state, EngineCalls.Arg(error, "state"));
        Assert.Equal(position, EngineCalls.Arg(error, "position"));
    }

    [Fact]
    public async Task Read_MistakeWithAHint_PassesItOn()
    {
        shop.Server.Require();

        var error = await shop.Calls.ErrorAsync("SELECT nam FROM users");

        Assert.Contains("users.name", (string)EngineCalls.Arg(error, "hint")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_FaultInTheMiddleOfTheRows_IsAnError()
    {
        shop.Server.Require();

        var error = await shop.Calls.ErrorAsync("SELECT 1 / (5000 - i) FROM generate_series(1, 10000) AS i");

        Assert.Equal(("statement_failed", "22012"), (error.Code, EngineCalls.Arg(error, "state")));
    }

    [Fact]
    public async Task Read_TableWithoutRights_SaysSo()
    {
        shop.Server.Require();

        var error = await new EngineCalls(shop.Engine, shop.TargetOf(shop.Reader)).ErrorAsync("SELECT * FROM orders");

        Assert.Equal("rights_missing", error.Code);
    }

    [Fact]
    public async Task Read_Notice_IsReported()
    {
        shop.Server.Require();
        await shop.RunAsync("CREATE OR REPLACE FUNCTION speak() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'hello'; RETURN 1; END $$");

        var (report, _) = await shop.Calls.ReadAsync("SELECT speak()");

        Assert.Equal(["hello"], report.Value.Notices);
    }

    [Fact]
    public async Task Read_Comment_IsSeenAtTheServer()
    {
        shop.Server.Require();

        var rows = await shop.Calls.RowsAsync("SELECT query, application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()");

        Assert.StartsWith("/* ana 7f3 */ SELECT query", (string)rows[0][0]!, StringComparison.Ordinal);
        Assert.Equal("admin console", rows[0][1]);
    }

    [Fact]
    public async Task Read_RowsThatArrive_AreSeenWhileItRuns()
    {
        shop.Server.Require();
        var results = new ResultBuffer(1_000_000, 1_000_000_000);
        using var cancel = new CancellationTokenSource();
        var run = shop.Engine.ReadAsync(
            shop.Target, shop.Calls.Query("SELECT i, repeat('x', 1000), CASE WHEN i = 100000 THEN pg_sleep(60) END FROM generate_series(1, 100000) AS i"), results, cancel.Token);

        await EventuallyAsync(() => Task.FromResult(results.Rows.Count > 10));
        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(EngineCalls.Patience)).Error!.Code);
    }

    [Theory]
    [InlineData("SELECT pg_sleep(60)")]
    [InlineData("SELECT count(*) FROM generate_series(1, 10000000000)")]
    [InlineData("SELECT i, pg_sleep(0.05) FROM generate_series(1, 10000) AS i")]
    public async Task Read_PastItsTimeout_StopsAtTheServer(string statement)
    {
        shop.Server.Require();
        var query = shop.Calls.Query(statement) with { Timeout = TimeSpan.FromSeconds(1) };

        var report = await shop.Engine.ReadAsync(shop.Target, query, new ResultBuffer(1_000_000, 1_000_000), CancellationToken.None).WaitAsync(EngineCalls.Patience);

        Assert.Equal("query_timeout", report.Error!.Code);
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Theory]
    [InlineData("SELECT pg_sleep(60)")]
    [InlineData("SELECT count(*) FROM generate_series(1, 10000000000)")]
    public async Task Read_Cancelled_StopsAtTheServer(string statement)
    {
        shop.Server.Require();
        using var cancel = new CancellationTokenSource();
        var run = shop.Engine.ReadAsync(shop.Target, shop.Calls.Query(statement), new ResultBuffer(10, 1_000), cancel.Token);
        await EventuallyAsync(async () => await shop.AskAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE datname = '{shop.Database}' AND state = 'active' AND query LIKE '/* ana%'") == 1);

        await cancel.CancelAsync();

        Assert.Equal("query_cancelled", (await run.WaitAsync(EngineCalls.Patience)).Error!.Code);
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Fact]
    public async Task Read_SessionKilledBetweenRows_IsAConnectionLost()
    {
        shop.Server.Require();
        var results = new ResultBuffer(10_000, 1_000_000_000);
        var run = shop.Calls.ReadAsync("SELECT generate_series(1, 5000), repeat('x', 9000), pg_sleep(0.02)", results);
        await EventuallyAsync(() => Task.FromResult(results.Rows.Count > 3));

        await shop.RunAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '/* ana%generate_series(1, 5000)%'");

        Assert.Equal("connection_lost", (await run).Error?.Code);
    }

    [Fact]
    public async Task Read_SessionKilledMeanwhile_IsAConnectionLost()
    {
        shop.Server.Require();
        var run = shop.Calls.ReadAsync("SELECT pg_sleep(60)");
        const string Kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '/* ana%pg_sleep(60)'";

        await EventuallyAsync(async () => await shop.AskAsync<long>(Kill) == 1);

        Assert.Equal("connection_lost", (await run).Report.Error!.Code);
    }

    [Fact]
    public async Task Read_RowsLockedByAnother_DoNotWait()
    {
        shop.Server.Require();
        await using var other = await shop.OpenAsync(null);
        await using var lockTable = new Npgsql.NpgsqlCommand("BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", other);
        await lockTable.ExecuteNonQueryAsync();
        var query = shop.Calls.Query("SELECT * FROM orders") with { Timeout = TimeSpan.FromSeconds(4) };

        var report = await shop.Engine.ReadAsync(shop.Target, query, new ResultBuffer(1, 1_000), CancellationToken.None);

        Assert.Equal("lock_wait", report.Error?.Code);
    }

    internal static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(EngineCalls.Patience);
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }
}
