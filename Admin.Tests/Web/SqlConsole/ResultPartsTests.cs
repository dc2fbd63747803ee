using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Running;
using Admin.Web.Features.SqlConsole;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using MudBlazor.Services;

namespace Admin.Tests.Web.SqlConsole;

/// <summary>The wiring of what shows a result; what is shown is decided, and tested, elsewhere.</summary>
public sealed class ResultPartsTests : BunitContext, IAsyncLifetime
{
    private const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;
    private const string GridModule = "./Features/SqlConsole/ResultGrid.razor.js";
    private readonly FakeTimeProvider _time = new();
    private readonly BunitJSModuleInterop _grid;
    private readonly BunitJSModuleInterop _drawn;

    public ResultPartsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddScoped<ResultGridScript>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _grid = JSInterop.SetupModule(GridModule);
        _grid.Mode = JSRuntimeMode.Strict;
        _drawn = _grid.SetupModule("create", _ => true);
        _drawn.Mode = JSRuntimeMode.Loose;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public void Grid_CompleteResult_IsHandedOverInOneCallWithItsFirstCells()
    {
        ShowGrid(SomeResult.Of(SomeResult.Number("n"), 1L, 2L));

        // With the call that makes the grid, so that nothing stands between it and its first rows.
        var made = Assert.Single(_grid.Invocations, i => i.Identifier == "create");
        Assert.Equal(["1", "2"], Assert.IsType<GridShow>(made.Arguments[3]).First.Texts);
        Assert.Empty(_drawn.Invocations);
    }

    [Fact]
    public async Task Grid_GoneBeforeItsScriptIsThere_DrawsNothingAndBreaksNothing()
    {
        var browser = new SlowBrowser();
        Services.AddScoped(_ => new ResultGridScript(browser));
        ShowGrid(SomeResult.Of(SomeResult.Number("n"), 1L));

        await DisposeComponentsAsync();
        browser.Loaded.SetResult(new Untouchable());
        await Renderer.Dispatcher.InvokeAsync(() => { });

        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Grid_RowsThatArrive_AreTold()
    {
        var results = SomeResult.Of(SomeResult.Number("n"), 1L);
        var grid = ShowGrid(results, isComplete: false);

        results.Add([2L], 1);
        await PassAsync(grid);

        Assert.Equal(2, Assert.Single(_drawn.Invocations, i => i.Identifier == "grow").Arguments[0]);
    }

    [Fact]
    public async Task Grid_ColumnsNotNamedYet_WaitsForThem()
    {
        var results = new ResultBuffer(10, 1_000);
        var grid = ShowGrid(results, isComplete: false);
        Assert.DoesNotContain(_drawn.Invocations, i => i.Identifier == "show");

        results.Describe([SomeResult.Number("n")]);
        results.Add([7L], 1);
        await PassAsync(grid);

        Assert.Equal(["7"], First(Assert.Single(_drawn.Invocations, i => i.Identifier == "show")).Texts);
    }

    [Fact]
    public async Task Grid_Sort_ArrangesAndRefusesCellsOfTheOldOrder()
    {
        var grid = ShowGrid(SomeResult.Of(SomeResult.Number("n"), 2L, 1L));

        await grid.Instance.SortAsync(0);

        Assert.Equal(["1", "2"], First(Assert.Single(_drawn.Invocations, i => i.Identifier == "arrange")).Texts);
        Assert.Null(grid.Instance.Cells(0, 0, 2, 0, 1));
        Assert.Equal(["1", "2"], grid.Instance.Cells(1, 0, 2, 0, 1)!.Texts);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task Grid_ColumnThatIsNotThere_IsIgnored(int column)
    {
        var grid = ShowGrid(SomeResult.Of(SomeResult.Number("n"), 2L, 1L));

        await grid.Instance.SortAsync(column);
        await grid.Instance.OpenAsync(0, 0, column);
        await grid.Instance.OpenFilterAsync(column);

        Assert.Null(grid.Instance.Fit(column));
        Assert.Empty(grid.FindAll(".cell-detail, .rg-filter-form"));
    }

    [Fact]
    public async Task Grid_Open_ShowsTheCellAndCloseTakesItAway()
    {
        var grid = ShowGrid(SomeResult.Of(SomeResult.Text("note"), "hello", null));

        await grid.Instance.OpenAsync(0, 1, 0);
        Assert.Contains("row 2", grid.Find(".cell-detail [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("no value", grid.Find(".cell-note").TextContent, StringComparison.Ordinal);

        await grid.Find("[data-action=close-value]").ClickAsync();
        Assert.Empty(grid.FindAll(".cell-detail"));
    }

    [Fact]
    public async Task Grid_Filter_NarrowsTheView()
    {
        var grid = ShowGrid(SomeResult.Of(SomeResult.Text("name"), "Anna", "Bob"));
        await grid.Instance.OpenFilterAsync(0);

        await grid.Find(".rg-filter-form input").InputAsync("bo");
        await grid.Find(".rg-filter-form").SubmitAsync();

        Assert.Equal(["Bob"], First(Assert.Single(_drawn.Invocations, i => i.Identifier == "arrange")).Texts);
        Assert.Empty(grid.FindAll(".rg-filter-form"));
    }

    [Fact]
    public async Task Detail_CutValue_SaysHowLongTheWholeIs()
    {
        var grid = ShowGrid(SomeResult.Of(SomeResult.Text("note"), new CutValue("start", 9_000_000)));

        await grid.Instance.OpenAsync(0, 0, 0);

        Assert.Contains("first 5 of 9,000,000 characters", grid.Find(".cell-detail .note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detail_MaskedValue_GivesTheReasonAndNothingToCopy()
    {
        var grid = ShowGrid(SomeResult.Of(SomeResult.Hidden("mail"), MaskedValue.Instance));

        await grid.Instance.OpenAsync(0, 0, 0);

        Assert.Contains("masked: personal data", grid.Find(".cell-note").TextContent, StringComparison.Ordinal);
        Assert.Empty(grid.FindAll("[data-action=copy-value]"));
    }

    [Fact]
    public void Tools_Search_WaitsAMomentAndCounts()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Text("name"), "Anna", "Bob"));
        var tools = Render<ResultTools>(p => p.Add(t => t.View, view));

        tools.Find("input").Input("bo");
        Assert.Equal(2, view.Count);
        _time.Advance(TimeSpan.FromSeconds(1));

        tools.WaitForAssertion(() => Assert.Equal("1 of 2 rows", tools.Find("[data-count]").TextContent));
    }

    [Fact]
    public void Tools_FilterChip_TakesItsFilterAway()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Number("n"), 1L, 2L));
        view.Filter(new ColumnFilter(0, FilterTest.Greater, "1"));
        var tools = Render<ResultTools>(p => p.Add(t => t.View, view));
        Assert.Contains("n greater than 1", tools.Find(".result-filter").TextContent, StringComparison.Ordinal);

        tools.Find(".result-filter").Click();

        Assert.Equal(2, view.Count);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Pane_Export_IsOfferedOnlyToWhoMay(bool may, int menus)
    {
        var pane = Render<ResultPane>(p => p.Add(x => x.Results, SomeResult.Of(SomeResult.Number("n"), 1L)).Add(x => x.Run, RunId.New()).Add(x => x.CanExport, may));

        Assert.Equal(menus, pane.FindAll("[data-action=export-menu]").Count);
    }

    [Fact]
    public void Urls_Export_NamesTheOrganization()
    {
        var (run, organization) = (Guid.CreateVersion7(), OrganizationId.New());

        Assert.Equal($"/api/v1/database/runs/{run}/export?organization_id={organization}&format=xlsx", Admin.Web.AdminUrls.ExportRun(run, organization, "xlsx"));
    }

    [Fact]
    public void Chart_ManyRows_SaysOnlyTheFirstAreDrawnAndHasATable()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Number("n"), [.. Enumerable.Range(0, 1_500).Select(i => (object?)(long)i)]));

        var chart = Render<ResultChart>(p => p.Add(c => c.View, view));

        Assert.Contains("Only the first 1,000 of 1,500 rows", chart.Markup, StringComparison.Ordinal);
        Assert.Equal(100, chart.FindAll("table tbody tr").Count);
        chart.FindAll("button")[1].Click();
        Assert.Contains("Only the first 100 of 1,500 rows", chart.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chart_NoNumbers_SaysSo() =>
        Assert.Contains("no column of numbers", Render<ResultChart>(p => p.Add(c => c.View, new ResultView(SomeResult.Of(SomeResult.Text("t"), "x")))).Markup, StringComparison.Ordinal);

    // What waits for the time runs on the renderer's own queue: an empty turn of it comes after.
    private async Task PassAsync(IRenderedComponent<ResultGrid> grid)
    {
        await grid.InvokeAsync(() => { });
        _time.Advance(TimeSpan.FromSeconds(1));
        await grid.InvokeAsync(() => { });
    }

    private IRenderedComponent<ResultGrid> ShowGrid(ResultBuffer results, bool isComplete = true) =>
        Render<ResultGrid>(p => p.Add(g => g.Results, results).Add(g => g.IsComplete, isComplete));

    /// <summary>A browser that takes its time to fetch the script.</summary>
    private sealed class SlowBrowser : IJSRuntime
    {
        public TaskCompletionSource<IJSObjectReference> Loaded { get; } = new();

        public async ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(Members)] TValue>(string identifier, object?[]? args) => (TValue)await Loaded.Task;

        public ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(Members)] TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }

    private sealed class Untouchable : IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(Members)] TValue>(string identifier, object?[]? args) => throw new InvalidOperationException($"Nobody should call {identifier}.");

        public ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(Members)] TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static GridWindow First(JSRuntimeInvocation call) => call.Arguments[0] is GridShow show ? show.First : ((GridArrange)call.Arguments[0]!).First;
}
