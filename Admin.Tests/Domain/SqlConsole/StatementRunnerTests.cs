using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Tests.Domain.SqlConsole;

public sealed class StatementRunnerTests : IAsyncLifetime
{
    private ConsoleWorld _world = null!;
    private DataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ConsoleWorld.CreateAsync();
        _source = await _world.AddSourceAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Run_SelectBySupport_GivesRows()
    {
        var answer = (await RunAsync("SELECT name FROM users ORDER BY id")).Value;

        Assert.Equal(QueryType.Select, answer.QueryType);
        Assert.Equal(["Ana", "Bia"], answer.Results.Rows.Select(r => (string)r[0]!));
    }

    [Fact]
    public async Task Run_Drop_IsRefusedWithTheGuardsCodeAndPosition()
    {
        var error = (await RunAsync("  DROP TABLE users")).Error!;

        Assert.Equal((ErrorKind.Refused, "drop_blocked"), (error.Kind, error.Code));
        Assert.Contains(KeyValuePair.Create("position", (object)2), error.Args);
    }

    [Fact]
    public async Task Run_Any_LeavesAHashButNoTextInTheAudit()
    {
        await RunAsync("SELECT name FROM users WHERE name = 'Ana'");
        await RunAsync("DROP TABLE users");

        var entries = (await _world.AuditAsync()).Where(e => e.Action == "statement.run").ToList();

        Assert.Equal([AuditOutcome.Done, AuditOutcome.Refused], entries.Select(e => e.Outcome));
        Assert.All(entries, e => Assert.Contains("statement_sha256", e.Details, StringComparison.Ordinal));
        Assert.DoesNotContain(entries, e => e.Details!.Contains("users", StringComparison.OrdinalIgnoreCase) || e.Details.Contains("Ana", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_MoreThanTheLimit_SaysWhenToComeBack()
    {
        for (var i = 0; i < 30; i++)
            await RunAsync("SELECT 1");

        var error = (await RunAsync("SELECT 1")).Error!;

        Assert.Equal(ErrorKind.RateLimited, error.Kind);
        Assert.NotNull(error.RetryAfter);
    }

    [Fact]
    public async Task Run_ByAStrangerNamingTheOrganization_TakesNothingFromItsBudget()
    {
        var intruder = _world.Stranger with { Organization = _world.Acme.Id };
        for (var i = 0; i < 31; i++)
            Assert.Equal(ErrorKind.NotFound, (await RunAsync("SELECT 1", intruder)).Error!.Kind);

        Assert.False((await RunAsync("SELECT 1")).Failed);
    }

    [Fact]
    public async Task Run_ByManager_IsForbidden() =>
        Assert.Equal(ErrorKind.Forbidden, (await RunAsync("SELECT 1", actor: _world.Manager)).Error!.Kind);

    [Fact]
    public async Task Run_OnAnotherOrganizationsSource_IsNotFound() =>
        Assert.Equal("data_source_not_found", (await RunAsync("SELECT 1", actor: _world.Stranger)).Error!.Code);

    [Fact]
    public async Task Run_LimitsOutOfRange_NamesEachField()
    {
        var result = await _world.Runner.RunAsync(_world.Support, new RunRequest(_source.Id, "SELECT 1", QueryParameters.None, 301, 10_001), CancellationToken.None);

        Assert.Equal("timeout", result.Error!.Field);
        Assert.Equal("max_rows", result.Error.Others.Single().Field);
    }

    [Fact]
    public async Task Run_CancelledBefore_GivesCancelledAndIsOnRecord()
    {
        using var cancel = new CancellationTokenSource();
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        var run = _world.Runner.RunAsync(_world.Support, new RunRequest(_source.Id, Endless, QueryParameters.None), cancel.Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(200));

        var result = await run.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("query_cancelled", result.Error!.Code);
        Assert.Equal(RunState.Cancelled, Assert.Single(await _world.RunsAsync()).State);
    }

    [Fact]
    public async Task Check_BySupport_NeedsNoDataSource()
    {
        var verdict = await _world.Runner.CheckAsync(_world.Support, EngineKind.Mongodb, "db.users.find({})", AccessMode.ReadOnly, CancellationToken.None);

        Assert.Equal(VerdictKind.Allow, verdict.Value.Kind);
    }

    [Fact]
    public async Task Test_MissingFile_AnswersWithoutSuccess()
    {
        var answer = await _world.Tests.TestAsync(_world.Admin, new DataSourceSettings(Engine: EngineKind.Sqlite, Database: "missing.db"), CancellationToken.None);

        Assert.False(answer.Value.Success);
        Assert.Single(answer.Value.Warnings);
    }

    [Fact]
    public async Task Test_SettingsBySupport_IsForbidden()
    {
        var answer = await _world.Tests.TestAsync(_world.Support, new DataSourceSettings(Engine: EngineKind.Sqlite, Database: "shop.db"), CancellationToken.None);

        Assert.Equal(ErrorKind.Forbidden, answer.Error!.Kind);
    }

    private Task<Result<RunAnswer>> RunAsync(string statement, Actor? actor = null) =>
        _world.Runner.RunAsync(actor ?? _world.Support, new RunRequest(_source.Id, statement, QueryParameters.None), CancellationToken.None);
}
