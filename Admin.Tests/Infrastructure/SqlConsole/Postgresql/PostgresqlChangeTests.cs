using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Changes;

namespace Admin.Tests.Infrastructure.SqlConsole.Postgresql;

public sealed class PostgresqlChangeTests : IAsyncLifetime
{
    private readonly PostgresqlShop _shop = new();

    public ValueTask InitializeAsync() => _shop.InitializeAsync();

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task Change_Preview_CountsShowsRowsAndChangesNothing()
    {
        _shop.Server.Require();
        var plain = new PlainChange(IsDelete: false, "users", "u", "u.id < 3", []);

        var report = (await _shop.Calls.ChangeAsync("UPDATE users AS u SET name = upper(name) WHERE u.id < 3", expected: null, plain)).Value;

        Assert.Equal((2L, false), (report.Run.AffectedRows, report.Committed));
        Assert.Equal(["id", "name", "joined"], report.Sample!.Columns.Select(c => c.Name));
        Assert.Equal([[1L, "Ana", "2020-01-31"], [2L, "Bia", null]], report.Sample.Before);
        Assert.Equal([[1L, "ANA", "2020-01-31"], [2L, "BIA", null]], report.Sample.After);
        Assert.Equal("Ana,Bia,Caio", await NamesAsync());
    }

    [Fact]
    public async Task Change_ExpectedCount_IsCommitted()
    {
        _shop.Server.Require();

        var report = (await _shop.Calls.ChangeAsync("UPDATE users SET name = 'x' WHERE id = 2", expected: 1)).Value;

        Assert.True(report.Committed);
        Assert.Equal("Ana,x,Caio", await NamesAsync());
    }

    [Fact]
    public async Task Change_AnotherCount_IsRolledBack()
    {
        _shop.Server.Require();

        var report = (await _shop.Calls.ChangeAsync("UPDATE users SET name = 'x'", expected: 2)).Value;

        Assert.Equal((3L, false), (report.Run.AffectedRows, report.Committed));
        Assert.Equal("Ana,Bia,Caio", await NamesAsync());
    }

    [Fact]
    public async Task Change_Delete_ShowsWhatGoes()
    {
        _shop.Server.Require();

        var report = (await _shop.Calls.ChangeAsync("DELETE FROM orders WHERE total > 15", null, new PlainChange(true, "\"orders\"", null, "total > 15", []))).Value;

        Assert.Equal([[2L, 1L, 20.00m], [3L, 2L, 30.00m]], report.Sample!.Before);
        Assert.Empty(report.Sample.After);
    }

    [Fact]
    public async Task Change_ParametersInTheCondition_SelectTheSampleToo()
    {
        _shop.Server.Require();
        const string Statement = "UPDATE users SET name = :name WHERE joined > :day";
        var condition = Statement.IndexOf("joined", StringComparison.Ordinal);
        var query = _shop.Calls.Query(Statement, "x", "2021-01-01");
        var plain = new PlainChange(false, "public.users", null, Statement[condition..], [query.Parameters[1] with { Start = query.Parameters[1].Start - condition }]);

        var report = await _shop.Engine.ChangeAsync(
            _shop.Target with { Mode = AccessMode.Write }, query, new EngineChange(1, plain), CancellationToken.None);

        Assert.True(report.Value.Committed);
        Assert.Equal([3L, "Caio", "2024-02-29"], Assert.Single(report.Value.Sample!.Before));
        Assert.Equal([3L, "x", "2024-02-29"], Assert.Single(report.Value.Sample.After));
    }

    [Fact]
    public async Task Change_TableWithoutAKey_ShowsOnlyBefore()
    {
        _shop.Server.Require();

        var report = (await _shop.Calls.ChangeAsync("UPDATE notes SET text = 'x'", null, new PlainChange(false, "notes", null, "true", []))).Value;

        Assert.Equal(2, report.Sample!.Before.Count);
        Assert.Empty(report.Sample.After);
    }

    [Fact]
    public async Task Change_KeyThatChanges_ShowsOnlyBefore()
    {
        _shop.Server.Require();

        var report = (await _shop.Calls.ChangeAsync("UPDATE users SET id = id + 100 WHERE id = 3", null, new PlainChange(false, "users", null, "id = 3", []))).Value;

        Assert.Single(report.Sample!.Before);
        Assert.Empty(report.Sample.After);
    }

    [Fact]
    public async Task Change_LookThatFails_LeavesTheChangeItself()
    {
        _shop.Server.Require();

        var report = (await _shop.Calls.ChangeAsync("UPDATE users SET name = 'x' WHERE id = 1", 1, new PlainChange(false, "users", null, "1 / 0 = 1", []))).Value;

        Assert.True(report.Committed);
        Assert.Null(report.Sample);
    }

    [Fact]
    public async Task Change_CommitThatFails_ChangesNothing()
    {
        _shop.Server.Require();

        var error = (await _shop.Calls.ChangeAsync("UPDATE orders SET user_id = 99 WHERE id = 1", 1)).Error!;

        Assert.Equal(("statement_failed", "23503"), (error.Code, EngineCalls.Arg(error, "state")));
        Assert.Equal(1, await _shop.AskAsync<int>("SELECT user_id FROM orders WHERE id = 1"));
    }

    [Theory]
    [InlineData(false, "Ana,Bia,Caio")]
    [InlineData(true, "x,Bia,Caio")]
    public async Task Change_ConnectionBreaksAtTheCommit_SaysThatNobodyKnows(bool afterAnswer, string names)
    {
        _shop.Server.Require();
        await using var relay = new BreakingRelay(_shop.Server.Endpoint, "COMMIT", afterAnswer);
        var target = _shop.Target with { Server = new("localhost", relay.Endpoint), Tls = new TlsSettings(TlsMode.Off), Mode = AccessMode.Write };

        var report = await _shop.Engine.ChangeAsync(target, _shop.Calls.Query("UPDATE users SET name = 'x' WHERE id = 1"), new EngineChange(1), CancellationToken.None).WaitAsync(EngineCalls.Patience);

        Assert.Equal("change_uncertain", report.Error?.Code);
        Assert.Equal(names, await NamesAsync());
    }

    [Fact]
    public async Task Change_SessionKilledInTheMiddle_ChangesNothing()
    {
        _shop.Server.Require();
        var run = _shop.Calls.ChangeAsync("UPDATE users SET name = pg_sleep(60)::text", 3);
        const string Kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '/* ana%' AND state = 'active'";

        await PostgresqlReadTests.EventuallyAsync(async () => await _shop.AskAsync<long>(Kill) == 1);

        Assert.Equal("connection_lost", (await run).Error!.Code);
        Assert.Equal("Ana,Bia,Caio", await NamesAsync());
    }

    [Fact]
    public async Task Change_Timeout_ChangesNothingAndStopsAtTheServer()
    {
        _shop.Server.Require();
        var query = _shop.Calls.Query("UPDATE users SET name = pg_sleep(60)::text") with { Timeout = TimeSpan.FromSeconds(1) };

        var report = await _shop.Engine.ChangeAsync(
            _shop.Target with { Mode = AccessMode.Write }, query, new EngineChange(3), CancellationToken.None).WaitAsync(EngineCalls.Patience);

        Assert.Equal("query_timeout", report.Error!.Code);
        Assert.Equal("Ana,Bia,Caio", await NamesAsync());
        Assert.Equal(0, await _shop.SessionsAsync());
    }

    [Fact]
    public async Task Change_TwoThatWaitForEachOther_OneIsTold()
    {
        _shop.Server.Require();
        await _shop.RunAsync("""
            CREATE FUNCTION other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); UPDATE users SET joined = now() WHERE id = 3 - NEW.id; RETURN NEW; END $$;
            CREATE TRIGGER other AFTER UPDATE OF name ON users FOR EACH ROW EXECUTE FUNCTION other();
            """);

        var both = await Task.WhenAll(
            _shop.Calls.ChangeAsync("UPDATE users SET name = 'x' WHERE id = 1", 1), _shop.Calls.ChangeAsync("UPDATE users SET name = 'y' WHERE id = 2", 1));

        Assert.Equal("deadlock", Assert.Single(both, r => r.Failed).Error!.Code);
        Assert.True(Assert.Single(both, r => !r.Failed).Value.Committed);
    }

    private Task<string> NamesAsync() => _shop.AskAsync<string>("SELECT string_agg(name, ',' ORDER BY id) FROM users");
}
