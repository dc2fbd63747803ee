using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Changes;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

/// <summary>The engine called directly, past the guard, as the account that owns the tables: its own line must hold by itself.</summary>
public sealed class PostgresqlSecondLineTests(PostgresqlShop shop) : IClassFixture<PostgresqlShop>
{
    private const string State = """
        SELECT (SELECT string_agg(u::text, ';' ORDER BY id) FROM users u) || (SELECT string_agg(n::text, ';') FROM notes n)
            || (SELECT count(*) || ':' || sum(oid::int8) FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            || (SELECT last_value || ' ' || is_called FROM counter) || (SELECT count(*) FROM pg_largeobject_metadata)
        """;

    [Theory]
    [InlineData("WITH gone AS (DELETE FROM notes RETURNING *) SELECT * FROM gone")]
    [InlineData("DELETE FROM notes RETURNING *")]
    [InlineData("UPDATE users SET name = 'x' RETURNING id")]
    [InlineData("INSERT INTO notes VALUES ('x') RETURNING *")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM notes")]
    [InlineData("SELECT wipe()")]
    [InlineData("SELECT nextval('counter')")]
    [InlineData("SELECT setval('counter', 9)")]
    [InlineData("SELECT U&\"\\006eextval\"('counter')")]
    [InlineData("SELECT * FROM users FOR UPDATE")]
    [InlineData("SELECT * INTO copy FROM users")]
    [InlineData("CREATE TABLE copy AS SELECT * FROM users")]
    [InlineData("CREATE TEMP TABLE x (i int)")]
    [InlineData("DO $$ BEGIN DELETE FROM notes; END $$")]
    [InlineData("CALL wipe_all()")]
    [InlineData("DROP TABLE notes")]
    [InlineData("TRUNCATE notes")]
    [InlineData("ALTER TABLE notes ADD x int")]
    [InlineData("COMMIT; DROP TABLE notes")]
    [InlineData("ROLLBACK; BEGIN; DELETE FROM notes; COMMIT")]
    [InlineData("SELECT 1; DELETE FROM notes")]
    [InlineData("SELECT 1;;SELECT 2")]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    [InlineData("BEGIN READ WRITE")]
    [InlineData("SET default_transaction_read_only = off")]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")]
    [InlineData("SET TRANSACTION READ WRITE")]
    [InlineData("SET statement_timeout = 0")]
    [InlineData("RESET ROLE")]
    [InlineData("SET row_security = off")]
    [InlineData("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")]
    [InlineData("NOTIFY x")]
    [InlineData("LISTEN x")]
    [InlineData("PREPARE x AS DELETE FROM notes")]
    [InlineData("DECLARE x CURSOR WITH HOLD FOR SELECT 1")]
    [InlineData("COPY users TO STDOUT")]
    [InlineData("COPY users FROM STDIN")]
    [InlineData("VACUUM")]
    [InlineData("ANALYZE")]
    [InlineData("CHECKPOINT")]
    [InlineData("REFRESH MATERIALIZED VIEW x")]
    [InlineData("-- nothing")]
    [InlineData("")]
    public async Task Read_HarmfulStatement_IsRefusedAndChangesNothing(string statement)
    {
        shop.Server.Require();
        var before = await shop.AskAsync<string>(State);

        var error = await shop.Calls.ErrorAsync(statement);

        Assert.Contains(error.Code, new[] { "engine_refused", "statement_failed", "rights_missing" });
        Assert.Equal(before, await shop.AskAsync<string>(State));
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Theory]
    [InlineData("COPY users TO '/tmp/admin-console-test'")]
    [InlineData("COPY users TO PROGRAM 'cat'")]
    [InlineData("ALTER SYSTEM SET work_mem = '1MB'")]
    [InlineData("CREATE ROLE x SUPERUSER")]
    public async Task Read_HarmfulStatementOfASuperuser_IsRefused(string statement)
    {
        shop.Server.Require();

        var error = await shop.Administrator.ErrorAsync(statement);

        Assert.Equal("engine_refused", error.Code);
    }

    /// <summary>
    /// Known, and why the guard allows functions by name and an account must be no superuser: reading files and other sessions
    /// is not writing to the server's transaction.
    /// </summary>
    [Theory]
    [InlineData("SELECT length(pg_read_file('PG_VERSION')) > 0")]
    [InlineData("SELECT count(*) > 0 FROM pg_ls_dir('.')")]
    [InlineData("SELECT set_config('statement_timeout', '0', false) = '0'")]
    [InlineData("SELECT pg_advisory_lock(1) IS NOT NULL")]
    [InlineData("SELECT pg_stat_reset() IS NOT NULL")]
    [InlineData("SELECT query_to_xml('SELECT 1', true, true, '') IS NOT NULL")]
    public async Task Read_FunctionWithReachOfASuperuser_IsForTheGuardToStop(string statement)
    {
        shop.Server.Require();

        Assert.Equal([true], Assert.Single(await shop.Administrator.RowsAsync(statement)));
    }

    [Theory]
    [InlineData("SELECT pg_notify('x', 'y')")]
    [InlineData("SELECT lo_from_bytea(0, 'x')")]
    public async Task Read_FunctionWhoseEffectComesWithACommit_LeavesNothingBehind(string statement)
    {
        shop.Server.Require();
        var before = await shop.AskAsync<string>(State);

        await shop.Calls.ReadAsync(statement);

        Assert.Equal(before, await shop.AskAsync<string>(State));
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SELECT ';' AS a /* ; */ -- ;")]
    [InlineData("SELECT $$;$$")]
    [InlineData("SELECT 1;")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("TABLE users")]
    [InlineData("SHOW server_version")]
    [InlineData("EXPLAIN SELECT * FROM users")]
    [InlineData("EXPLAIN DELETE FROM notes")]
    [InlineData("EXPLAIN ANALYZE SELECT * FROM users")]
    public async Task Read_HarmlessStatement_Runs(string statement)
    {
        shop.Server.Require();

        Assert.NotEmpty(await shop.Calls.RowsAsync(statement));
    }

    [Fact]
    public async Task Read_SessionOfAnEarlierRun_IsNotSeenAgain()
    {
        shop.Server.Require();
        await shop.Administrator.RowsAsync("SELECT set_config('admin.x', 'left behind', false)");

        var rows = await shop.Administrator.RowsAsync("SELECT coalesce(current_setting('admin.x', true), '')");

        Assert.Equal([""], rows[0]);
    }

    [Theory]
    [InlineData("DROP TABLE notes")]
    [InlineData("TRUNCATE notes")]
    [InlineData("CREATE TABLE x (i int)")]
    [InlineData("COMMIT")]
    [InlineData("SELECT 1")]
    [InlineData("DO $$ BEGIN DELETE FROM notes; END $$")]
    [InlineData("CALL wipe_all()")]
    [InlineData("WITH x AS (DELETE FROM notes RETURNING *) SELECT * FROM x")]
    [InlineData("COPY notes FROM STDIN")]
    [InlineData("DELETE FROM notes; DELETE FROM users")]
    public async Task Change_WhatIsNoSingleCountedChange_IsRefusedAndChangesNothing(string statement)
    {
        shop.Server.Require();
        var before = await shop.AskAsync<string>(State);

        foreach (var expected in new long?[] { null, 0, 1, 2 })
            Assert.Equal("engine_refused", (await shop.Calls.ChangeAsync(statement, expected)).Error?.Code);

        Assert.Equal(before, await shop.AskAsync<string>(State));
    }

    [Fact]
    public async Task Change_ReadOnlySource_IsRefusedBeforeAnythingRuns()
    {
        shop.Server.Require();

        var report = await shop.Engine.ChangeAsync(
            shop.Target with { Server = null, Mode = AccessMode.ReadOnly }, shop.Calls.Query("DELETE FROM notes"), new EngineChange(2), CancellationToken.None);

        Assert.Equal("data_source_read_only", report.Error!.Code);
    }
}
