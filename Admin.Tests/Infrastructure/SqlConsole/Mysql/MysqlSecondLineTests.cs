using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines.Changes;

namespace Admin.Tests.Infrastructure.SqlConsole.Mysql;

/// <summary>The engine called directly, past the guard, as an account with all rights on its database: its own line must hold by itself.</summary>
public sealed class MysqlSecondLineTests(MysqlShop shop) : IClassFixture<MysqlShop>
{
    private const string State = """
        SELECT CONCAT_WS('|', (SELECT GROUP_CONCAT(name ORDER BY id) FROM users), (SELECT GROUP_CONCAT(text ORDER BY text) FROM notes), (SELECT GROUP_CONCAT(text) FROM lasting),
            (SELECT GROUP_CONCAT(TABLE_NAME ORDER BY TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()), (SELECT next_not_cached_value FROM counter),
            @@GLOBAL.max_connections)
        """;

    [Theory]
    [InlineData("DELETE FROM notes")]
    [InlineData("DELETE FROM lasting")]
    [InlineData("UPDATE users SET name = 'x'")]
    [InlineData("INSERT INTO notes VALUES ('x')")]
    [InlineData("INSERT INTO notes VALUES ('x') RETURNING text")]
    [InlineData("REPLACE INTO notes VALUES ('x')")]
    [InlineData("DROP TABLE notes")]
    [InlineData("TRUNCATE notes")]
    [InlineData("RENAME TABLE notes TO x")]
    [InlineData("ALTER TABLE notes ADD x int")]
    [InlineData("CREATE TABLE x (i int)")]
    [InlineData("CREATE TEMPORARY TABLE x (i int)")]
    [InlineData("CREATE USER x")]
    [InlineData("EXECUTE IMMEDIATE 'DROP TABLE notes'")]
    [InlineData("PREPARE x FROM 'DROP TABLE notes'")]
    [InlineData("EXECUTE admin_statement")]
    [InlineData("ANALYZE DELETE FROM notes")]
    [InlineData("ANALYZE FORMAT=JSON DELETE FROM notes")]
    [InlineData("CALL wipe_all()")]
    [InlineData("SELECT wipe()")]
    [InlineData("SELECT NEXTVAL(counter)")]
    [InlineData("SELECT * FROM users FOR UPDATE")]
    [InlineData("BEGIN NOT ATOMIC DELETE FROM notes; END")]
    [InlineData("LOCK TABLES users WRITE")]
    [InlineData("START TRANSACTION READ WRITE")]
    [InlineData("COMMIT")]
    [InlineData("SET SESSION TRANSACTION READ WRITE")]
    [InlineData("SET sql_mode = 'ANSI_QUOTES'")]
    [InlineData("SET @x = 1")]
    [InlineData("HANDLER users OPEN")]
    [InlineData("DO SLEEP(0)")]
    [InlineData("USE mysql")]
    [InlineData("ANALYZE TABLE users")]
    [InlineData("OPTIMIZE TABLE users")]
    [InlineData("CHECK TABLE users")]
    [InlineData("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE notes")]
    [InlineData("SELECT 1; DROP TABLE notes")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SHOW TABLES; DROP TABLE notes")]
    [InlineData("SELECT '\\'; DROP TABLE notes; -- '; DROP TABLE notes")]
    [InlineData("SELECT 1 /*!50000 ; DROP TABLE notes */")]
    [InlineData("/*!50000 DELETE FROM notes */")]
    [InlineData("/*M! DELETE FROM notes */")]
    [InlineData("DELIMITER //")]
    [InlineData("-- nothing")]
    [InlineData("")]
    public async Task Read_HarmfulStatement_IsRefusedAndChangesNothing(string statement)
    {
        shop.Server.Require();
        var before = await shop.AskAsync(State);

        var error = await shop.Calls.ErrorAsync(statement);

        Assert.Contains(error.Code, new[] { "engine_refused", "statement_failed", "rights_missing" });
        Assert.Equal(before, await shop.AskAsync(State));
        Assert.Equal(0, await shop.SessionsAsync());
    }

    [Theory]
    [InlineData("SET GLOBAL max_connections = 39")]
    [InlineData("FLUSH TABLES WITH READ LOCK")]
    [InlineData("KILL 1")]
    [InlineData("SHUTDOWN")]
    [InlineData("GRANT ALL ON *.* TO x")]
    [InlineData("DROP DATABASE mysql")]
    [InlineData("INSTALL SONAME 'x'")]
    public async Task Read_HarmfulStatementOfAnAdministrator_IsRefused(string statement)
    {
        shop.Server.Require();
        var before = await shop.AskAsync(State);

        var error = await shop.Administrator.ErrorAsync(statement);

        Assert.Contains(error.Code, new[] { "engine_refused", "statement_failed" });
        Assert.Equal(before, await shop.AskAsync(State));
    }

    /// <summary>Known, and why the guard allows functions by name and an account must not have FILE: none of it writes in the transaction.</summary>
    [Theory]
    [InlineData("SELECT LOAD_FILE('/etc/hostname') IS NOT NULL")]
    [InlineData("SELECT GET_LOCK('x', 0)")]
    [InlineData("SELECT SLEEP(0) + 1")]
    [InlineData("SELECT BENCHMARK(1, 1) + 1")]
    public async Task Read_FunctionWithReachOfAnAdministrator_IsForTheGuardToStop(string statement)
    {
        shop.Server.Require();

        Assert.Equal([1L], Assert.Single(await shop.Administrator.RowsAsync(statement)));
    }

    /// <summary>Known as well: the file is written before the engine sees that there are no rows. The guard refuses INTO.</summary>
    [Fact]
    public async Task Read_IntoOutfileOfAnAdministrator_IsForTheGuardToStop()
    {
        shop.Server.Require();
        var file = $"{(await shop.AskAsync("SELECT @@datadir")).TrimEnd('/')}/{shop.Database}.out";

        await shop.Administrator.ErrorAsync($"SELECT 1 INTO OUTFILE '{file}'");

        Assert.Equal("1\n", await shop.AskAsync($"SELECT CONVERT(LOAD_FILE('{file}') USING utf8mb4)"));
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SELECT ';' AS a /* ; */")]
    [InlineData("SELECT 'it\\'s; fine'")]
    [InlineData("SELECT \"double; quoted\"")]
    [InlineData("SELECT 1;")]
    [InlineData("(SELECT 1) UNION (SELECT 2)")]
    [InlineData("WITH a AS (SELECT 1) SELECT * FROM a")]
    [InlineData("VALUES (1), (2)")]
    [InlineData("SHOW TABLES")]
    [InlineData("DESCRIBE users")]
    [InlineData("desc users")]
    [InlineData("EXPLAIN SELECT * FROM users")]
    [InlineData("SELECT * FROM names")]
    public async Task Read_HarmlessStatement_Runs(string statement)
    {
        shop.Server.Require();

        Assert.NotEmpty(await shop.Calls.RowsAsync(statement));
    }

    [Fact]
    public async Task Read_ViewThatMayNotBeExplained_StillReads()
    {
        shop.Server.Require();

        Assert.Equal(3, (await new EngineCalls(shop.Engine, shop.TargetOf(shop.Reader)).RowsAsync("SELECT * FROM names")).Count);
    }

    [Fact]
    public async Task Read_ServerWithAnotherSqlMode_StillCutsTextsAsTheGuardDoes()
    {
        shop.Server.Require();
        await shop.RunAsync("SET @before = @@GLOBAL.sql_mode; SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'");
        try
        {
            Assert.Equal(["a\"b", "it's", 0L], (await shop.Calls.RowsAsync("SELECT \"a\\\"b\", 'it\\'s', '0' || '0'"))[0]);
        }
        finally
        {
            await shop.RunAsync("SET GLOBAL sql_mode = DEFAULT");
        }
    }

    [Theory]
    [InlineData("DROP TABLE notes")]
    [InlineData("TRUNCATE notes")]
    [InlineData("CREATE TABLE x (i int)")]
    [InlineData("COMMIT")]
    [InlineData("SELECT 1")]
    [InlineData("CALL wipe_all()")]
    [InlineData("BEGIN NOT ATOMIC DELETE FROM notes; COMMIT; END")]
    [InlineData("SET autocommit = 1")]
    [InlineData("DELETE FROM notes; DELETE FROM users")]
    [InlineData("DELETE FROM notes RETURNING text")]
    public async Task Change_WhatIsNoSingleCountedChange_IsRefusedAndChangesNothing(string statement)
    {
        shop.Server.Require();
        var before = await shop.AskAsync(State);

        foreach (var expected in new long?[] { null, 0, 1, 2 })
            Assert.Contains((await shop.Calls.ChangeAsync(statement, expected)).Error?.Code, new[] { "engine_refused", "statement_failed" });

        Assert.Equal(before, await shop.AskAsync(State));
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
