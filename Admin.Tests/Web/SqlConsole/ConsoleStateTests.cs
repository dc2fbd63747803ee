using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Guard;
using Admin.Tests.Support;
using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class ConsoleStateTests
{
    private static readonly OrganizationId Acme = OrganizationId.New();
    private readonly ConsoleState _state = new();

    [Fact]
    public void Load_OneSource_SelectsIt()
    {
        var source = Source("Shop");

        _state.Load([source], null);

        Assert.Same(source, _state.Selected);
        Assert.True(_state.CanRun);
    }

    [Fact]
    public void Load_Several_SelectsTheOneOfTheAddress()
    {
        var (first, second) = (Source("A"), Source("B"));

        _state.Load([first, second], second.Id.Value);

        Assert.Same(second, _state.Selected);
    }

    [Fact]
    public void Load_SeveralAndNoneNamed_SelectsNone()
    {
        _state.Load([Source("A"), Source("B")], Guid.CreateVersion7());

        Assert.Null(_state.Selected);
        Assert.False(_state.CanRun);
    }

    [Fact]
    public void Start_WhileRunning_CannotRunAgain()
    {
        _state.Load([Source("A")], null);

        _state.Start();

        Assert.False(_state.CanRun);
    }

    [Fact]
    public void Wait_CountsDownToZero_ThenRunsAgain()
    {
        _state.Load([Source("A")], null);
        _state.Wait(2);

        Assert.False(_state.CanRun);
        Assert.True(_state.Tick());
        Assert.Equal(1, _state.WaitSeconds);
        Assert.False(_state.Tick());
        Assert.True(_state.CanRun);
    }

    [Theory]
    [InlineData("100", 100)]
    [InlineData("99999", RunLimits.DefaultRows)]
    [InlineData("x", RunLimits.DefaultRows)]
    [InlineData(null, RunLimits.DefaultRows)]
    public void LimitRows_OnlyOfferedChoices_AreTaken(string? text, int expected)
    {
        _state.LimitRows(text);

        Assert.Equal(expected, _state.MaxRows);
    }

    [Fact]
    public void Finish_WithAGuardsRefusal_ShowsSubjectAndPosition()
    {
        var verdict = new Verdict(VerdictKind.Block, QueryType.Ddl, GuardCodes.DropBlocked, "no", 4, "DROP");

        _state.Finish(null, SqlConsoleErrors.Blocked(verdict), null);

        Assert.Equal(("DROP", 4), (_state.Refusal!.Subject, _state.Refusal.Position));
    }

    [Fact]
    public void Finish_WithAServersRefusal_IsNoRefusalOfTheGuard()
    {
        _state.Finish(null, SqlConsoleErrors.EngineRefused("not authorized"), "ref");

        Assert.Null(_state.Refusal);
        Assert.Equal("engine_refused", _state.Error!.Code);
    }

    [Fact]
    public void Select_AnotherSource_ForgetsTheOldResult()
    {
        var (first, second) = (Source("A"), Source("B"));
        _state.Load([first, second], first.Id.Value);
        _state.Finish(null, Error.Invalid("x", "x"), null);

        _state.Select(second.Id.Value);

        Assert.Null(_state.Error);
        Assert.Same(second, _state.Selected);
    }

    private static DataSource Source(string name) =>
        DataSource.Create(Acme, new DataSourceSettings(name, EngineKind.Sqlite, Database: "shop.db"), Times.Now);
}
