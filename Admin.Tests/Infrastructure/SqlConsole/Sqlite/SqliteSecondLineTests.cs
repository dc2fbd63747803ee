using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Infrastructure.SqlConsole.Sqlite;

namespace Admin.Tests.Infrastructure.SqlConsole.Sqlite;

/// <summary>The engine called directly, past the guard: its own line must hold by itself.</summary>
public sealed class SqliteSecondLineTests : IDisposable
{
    private readonly SqliteShop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("DROP TABLE users")]
    [InlineData("DELETE FROM users")]
    [InlineData("UPDATE users SET name = 'x'")]
    [InlineData("INSERT INTO users (id) VALUES (9)")]
    [InlineData("REPLACE INTO users (id) VALUES (9)")]
    [InlineData("CREATE TABLE x (id)")]
    [InlineData("CREATE TEMP TABLE x (id)")]
    [InlineData("CREATE VIEW x AS SELECT 1")]
    [InlineData("ALTER TABLE users ADD COLUMN x")]
    [InlineData("ATTACH DATABASE 'other.db' AS other")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM")]
    [InlineData("VACUUM INTO 'copy.db'")]
    [InlineData("REINDEX")]
    [InlineData("ANALYZE")]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("SAVEPOINT x")]
    [InlineData("PRAGMA query_only = OFF")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("PRAGMA journal_mode = WAL")]
    [InlineData("PRAGMA wal_checkpoint")]
    [InlineData("PRAGMA trusted_schema = 1")]
    [InlineData("PRAGMA temp_store_directory = '/'")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("SELECT fts3_tokenizer('x')")]
    [InlineData("SELECT writefile('x', 'y')")]
    [InlineData("SELECT 1; DROP TABLE users")]
    [InlineData("SELECT 1; ; SELECT 2")]
    [InlineData("SELECT * FROM users WHERE \"x\" <> \"y\"")]
    [InlineData("-- nothing")]
    public async Task Execute_HarmfulStatement_IsRefusedAndChangesNothing(string statement)
    {
        var before = await File.ReadAllBytesAsync(_shop.File);
        var engine = new SqliteEngine(_shop.Files, TimeProvider.System);

        var report = await engine.ReadAsync(_shop.Target, new EngineQuery(statement, [], TimeSpan.FromSeconds(10)), new ResultBuffer(10, 1_000), CancellationToken.None);

        Assert.Contains(report.Error!.Code, new[] { "engine_refused", "statement_failed" });
        Assert.Equal(before, await File.ReadAllBytesAsync(_shop.File));
        Assert.Equal(["shop.db"], Directory.GetFiles(_shop.Home).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Execute_ViewThatCallsAForbiddenFunction_IsRefused()
    {
        _shop.Run("CREATE VIEW trap AS SELECT load_extension('x') AS x");
        var engine = new SqliteEngine(_shop.Files, TimeProvider.System);

        var report = await engine.ReadAsync(_shop.Target, new EngineQuery("SELECT * FROM trap", [], TimeSpan.FromSeconds(10)), new ResultBuffer(10, 1_000), CancellationToken.None);

        Assert.True(report.Failed);
    }

    [Fact]
    public async Task Execute_HugeValue_IsRefusedByTheEnginesLimit()
    {
        var engine = new SqliteEngine(_shop.Files, TimeProvider.System);

        var report = await engine.ReadAsync(_shop.Target, new EngineQuery("SELECT zeroblob(1000000000)", [], TimeSpan.FromSeconds(10)), new ResultBuffer(10, 100_000_000), CancellationToken.None);

        Assert.Equal("statement_failed", report.Error!.Code);
    }
}
