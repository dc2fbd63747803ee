using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Masking;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Tests.Domain.SqlConsole;

/// <summary>Results that are found again: after a reload, and from the cache.</summary>
public sealed class KeptResultTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private const string Statement = "SELECT id, name, photo, score FROM users ORDER BY id";
    private ConsoleWorld _world = null!;
    private DataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ConsoleWorld.CreateAsync();
        _source = await _world.AddSourceAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private RunDesk Desk => _world.World.Get<RunDesk>();

    [Fact]
    public async Task Find_OwnRunThatIsKept_GivesItsRowsAgain()
    {
        var answer = (await _world.RunAsync(_world.Support, _source, Statement, r => r with { Keep = true })).Value;

        var found = (await Desk.FindAsync(_world.Support, answer.Id, Ct)).Value;

        Assert.Equal(answer.Results.Rows, found.Answer!.Results.Rows);
        Assert.Equal(answer.Results.Columns, found.Answer.Results.Columns);
    }

    [Fact]
    public async Task Find_SomebodyElsesRun_GivesItsStatementWithoutRows()
    {
        var answer = (await _world.RunAsync(_world.Admin, _source, Statement, r => r with { Keep = true })).Value;

        var found = (await Desk.FindAsync(_world.Support, answer.Id, Ct)).Value;

        Assert.Equal((Statement, false), (found.Run.Statement, found.IsOwn));
        Assert.NotNull(found.Person);
        Assert.Null(found.Answer);
    }

    [Fact]
    public async Task Find_SomebodyElsesRunOnASourceWithMaskedColumns_IsNotFoundByWhoSeesLess()
    {
        var masked = await _world.AddSourceAsync(more: s => s with { Name = "Masked", SensitiveColumns = [new SensitiveColumn(null, "name", "LGPD")] });
        var answer = (await _world.RunAsync(_world.Admin, masked, "SELECT id FROM users WHERE name = 'Ana'")).Value;

        Assert.Equal("run_not_found", (await Desk.FindAsync(_world.Support, answer.Id, Ct)).Error!.Code);
    }

    [Fact]
    public async Task Find_SomebodyElsesRunOnARestrictedSource_IsFoundByWhoSupervisesOnly()
    {
        var closed = await _world.AddSourceAsync(more: s => s with { Name = "Closed", IsRestricted = true });
        var byAdmin = (await _world.RunAsync(_world.Admin, closed, Statement)).Value;
        var bySupport = (await _world.RunAsync(_world.Support, _source, Statement)).Value;

        Assert.Equal("run_not_found", (await Desk.FindAsync(_world.Support, byAdmin.Id, Ct)).Error!.Code);
        Assert.False((await Desk.FindAsync(_world.Admin, bySupport.Id, Ct)).Value.IsOwn);
    }

    [Fact]
    public async Task Find_WhenLessMayBeSeenMeanwhile_GivesNoRows()
    {
        var answer = (await _world.RunAsync(_world.Support, _source, Statement, r => r with { Keep = true })).Value;
        await _world.Sources.ChangeAsync(_world.Admin, _source.Id, _source.Stamp, new DataSourceSettings { SensitiveColumns = [new SensitiveColumn(null, "name", "LGPD")] }, Ct);

        Assert.Null((await Desk.FindAsync(_world.Support, answer.Id, Ct)).Value.Answer);
    }

    [Fact]
    public async Task Find_WhenTheSourceIsRestrictedMeanwhile_GivesNoRows()
    {
        var answer = (await _world.RunAsync(_world.Support, _source, Statement, r => r with { Keep = true })).Value;
        await _world.Sources.ChangeAsync(_world.Admin, _source.Id, _source.Stamp, new DataSourceSettings { IsRestricted = true }, Ct);

        Assert.Null((await Desk.FindAsync(_world.Support, answer.Id, Ct)).Value.Answer);
    }

    [Fact]
    public async Task Run_Cached_ComesFromTheCacheUntilTheSourceChanges()
    {
        RunRequest Cached(RunRequest r) => r with { Cache = new CacheWish(TimeSpan.FromMinutes(5)) };
        await _world.RunAsync(_world.Support, _source, Statement, Cached);

        var second = (await _world.RunAsync(_world.Support, _source, Statement, Cached)).Value;
        await _world.Sources.ChangeAsync(_world.Admin, _source.Id, _source.Stamp, new DataSourceSettings { MaxRows = 500 }, Ct);
        var third = (await _world.RunAsync(_world.Support, _source, Statement, Cached)).Value;

        Assert.NotNull(second.Cached);
        Assert.Null(third.Cached);
    }

    [Theory]
    [InlineData("SELECT :n AS n", 1L, 2L)]
    [InlineData("SELECT :n AS n", 1L, "1")]
    public async Task Run_CachedWithOtherParameters_RunsAnew(string statement, object first, object second)
    {
        RunRequest With(RunRequest r, object value) =>
            r with { Cache = new CacheWish(TimeSpan.FromMinutes(5)), Parameters = QueryParameters.None with { Named = new Dictionary<string, object?> { ["n"] = value } } };
        await _world.RunAsync(_world.Support, _source, statement, r => With(r, first));

        Assert.Null((await _world.RunAsync(_world.Support, _source, statement, r => With(r, second))).Value.Cached);
    }

    [Fact]
    public async Task Run_CachedButVolatile_SaysWhyItIsNot()
    {
        var answer = (await _world.RunAsync(_world.Support, _source, "SELECT random()", r => r with { Cache = new CacheWish(TimeSpan.FromMinutes(5)) })).Value;

        Assert.Contains("random", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RunThatIsCancelledFromElsewhere_EndsAndIsOnRecord()
    {
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        var run = (await _world.Runner.StartAsync(_world.Support, new RunRequest(_source.Id, Endless, QueryParameters.None), Ct)).Value;
        var running = (await Desk.RunningAsync(_world.Admin, Ct)).Value;

        var cancelled = await Desk.CancelAsync(_world.Admin, run.Id, Ct);
        var outcome = await run.Completion.WaitAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.Equal(run.Id, Assert.Single(running).Run.Id);
        Assert.False(cancelled.Failed);
        Assert.Equal("query_cancelled", outcome.Error!.Code);
        Assert.Equal(RunState.Cancelled, Assert.Single(await _world.RunsAsync()).State);
        Assert.Empty((await Desk.RunningAsync(_world.Admin, Ct)).Value);
    }

    [Fact]
    public async Task Running_BySupport_ShowsOnlyTheirOwn()
    {
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
        var run = (await _world.Runner.StartAsync(_world.Admin, new RunRequest(_source.Id, Endless, QueryParameters.None), Ct)).Value;

        Assert.Empty((await Desk.RunningAsync(_world.Support, Ct)).Value);
        Assert.Equal("run_not_found", (await Desk.CancelAsync(_world.Support, run.Id, Ct)).Error!.Code);

        run.Cancel();
        await run.Completion.WaitAsync(TimeSpan.FromSeconds(20), Ct);
    }
}
