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
    public void Open_OneSource_TakesIt()
    {
        var source = Source("Shop");
        _state.Load([source]);

        _state.Open(null);

        Assert.Same(source, _state.Selected);
        Assert.True(_state.CanRun);
    }

    [Fact]
    public void Open_SeveralAndNoneNamed_TakesNone()
    {
        _state.Load([Source("A"), Source("B")]);

        _state.Open(null);

        Assert.Null(_state.Selected);
        Assert.False(_state.CanRun);
    }

    [Fact]
    public void Open_MoreThanThereIsRoomFor_OpensNone()
    {
        _state.Load([Source("A")]);
        for (var i = 0; i < ConsoleState.MaxTabs; i++)
            Assert.NotNull(_state.Open(null));

        Assert.Null(_state.Open(null));
    }

    [Fact]
    public void Close_TheShownTab_ShowsTheOneBeside()
    {
        _state.Load([Source("A")]);
        var (first, second) = (_state.Open(null)!, _state.Open(null)!);

        Assert.Same(first, _state.Close(second));
        Assert.Null(_state.Close(first));
    }

    [Fact]
    public void Restore_WhatWasWritten_GivesTheSameTabs()
    {
        var source = Source("A");
        _state.Load([source]);
        var tab = _state.Open(null)!;
        (tab.Name, tab.Run) = ("Customers", Guid.CreateVersion7());
        tab.Parameters["n"] = new ParameterInput { Kind = ParameterKind.Number, Text = "7" };
        var later = new ConsoleState();
        later.Load([source]);

        later.Restore(_state.Write());

        Assert.Equal((tab.Id, tab.Name, tab.Run, "7"), (later.Active!.Id, later.Active.Name, later.Active.Run, later.Active.Parameters["n"].Text));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"Tabs":[{"Id":"<script>"}]}""")]
    public void Restore_AnotherText_OpensNothing(string text)
    {
        _state.Restore(text);

        Assert.Empty(_state.Tabs);
    }

    [Fact]
    public void Start_WhileRunning_CannotRunAgain()
    {
        _state.Load([Source("A")]);
        _state.Open(null);

        _state.Active!.Outcome.Start();

        Assert.False(_state.CanRun);
    }

    [Fact]
    public void SwitchChange_WithoutTheRight_StaysOff()
    {
        _state.Load([Source("A")]);
        _state.Open(null);
        _state.Allow(new SourceUse(null, SqlConsoleErrors.WriteNotGranted, false));

        _state.SwitchChange(true);

        Assert.False(_state.AllowsChange);
    }

    [Fact]
    public void Wait_CountsDownToZero_ThenRunsAgain()
    {
        _state.Load([Source("A")]);
        _state.Open(null);
        _state.Wait(2);

        Assert.False(_state.CanRun);
        Assert.True(_state.Tick());
        Assert.Equal(1, _state.WaitSeconds);
        Assert.False(_state.Tick());
        Assert.True(_state.CanRun);
    }

    [Theory]
    [InlineData("100", 100)]
    [InlineData("99999", null)]
    [InlineData("x", null)]
    [InlineData(null, null)]
    public void LimitRows_OnlyOfferedChoices_AreTaken(string? text, int? expected)
    {
        _state.LimitRows(text);

        Assert.Equal(expected, _state.MaxRows);
    }

    [Fact]
    public void Fail_WithAGuardsRefusal_ShowsSubjectAndPosition()
    {
        var (outcome, verdict) = (new TabOutcome(), new Verdict(VerdictKind.Block, QueryType.Ddl, GuardCodes.DropBlocked, "no", 4, "DROP"));

        outcome.Fail(SqlConsoleErrors.Blocked(verdict));

        Assert.Equal(("DROP", 4), (outcome.Refusal!.Subject, outcome.Refusal.Position));
    }

    [Fact]
    public void Fail_WithAServersRefusal_IsNoRefusalOfTheGuard()
    {
        var outcome = new TabOutcome();

        outcome.Fail(SqlConsoleErrors.EngineRefused("not authorized"), "ref");

        Assert.Null(outcome.Refusal);
        Assert.Equal("engine_refused", outcome.Error!.Code);
    }

    private static DataSource Source(string name) =>
        DataSource.Create(Acme, new DataSourceSettings(name, EngineKind.Sqlite, Database: "shop.db"), Times.Now);
}
