using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines.Schema;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Looking;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.SqlConsole;

/// <summary>
/// The console: tabs with statements, each on a data source, each with its outcome. A run goes on when the page is left and is
/// found again by its address. Saved queries and runs have addresses that can be shared.
/// </summary>
public sealed partial class ConsolePage
{
    // Most results are there in no time, and nobody watches a long one closely.
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AddressAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _life = new();
    private StatementEditor? _editor;
    private ConsoleSide? _side;
    private ITimer? _countdown;

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    public Guid? Source { get; set; }

    [SupplyParameterFromQuery(Name = "query")]
    public Guid? Query { get; set; }

    [SupplyParameterFromQuery(Name = "run")]
    public Guid? Run { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IStringLocalizer<SqlConsoleTexts> Loc { get; set; }

    [Inject]
    public required DataSourceCatalog Sources { get; set; }

    [Inject]
    public required StatementRunner Runner { get; set; }

    [Inject]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required SourceLooks Looks { get; set; }

    [Inject]
    public required SavedQueries Saved { get; set; }

    [Inject]
    public required StatementGuard Guard { get; set; }

    [Inject]
    public required ResultGridScript Script { get; set; }

    [Inject]
    public required ActionRunner Action { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required ErrorWords Words { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private ConsoleState State { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        _life.Dispose();
        if (_countdown is not null)
            await _countdown.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var page = await Sources.ListAsync(await ActorAsync(), new PageRequest(1, PageRequest.MaxSize), _life.Token);
        if (page.Failed)
            State.Fail(page.Error);
        else
            State.Load(page.Value.Items);
    }

    private Task<Admin.Domain.Accounts.Actor> ActorAsync() => Circuit.GetAsync(_life.Token);

    private string TabsKey => $"tabs:{Page.Slug}";

    /// <summary>The editor is there: take up what was open, and what the address asks for.</summary>
    private async Task BeginAsync()
    {
        State.Restore(await _editor!.RecallAsync(TabsKey));
        if (Run is { } run && State.Tabs.FirstOrDefault(t => t.Run == run) is { } known)
            State.Show(known);
        else if (Run is { } other)
            await OpenRunAsync(other);
        else if (Query is { } query)
            await OpenQueryAsync(query);
        else if (State.Active is null || (Source is { } source && State.Active.Source != source))
            State.Open(Source);
        if (State.Active is { } tab)
            await ShowAsync(tab);
        await FindAgainAsync();
        // There before the first result is.
        await Script.GetAsync();
    }

    private async Task ShowAsync(ConsoleTab tab)
    {
        State.Show(tab);
        await _editor!.OpenAsync(tab.Id, State.Selected is { } source ? SnakeCase.Of(source.Engine) : "postgresql");
        await KeepTabsAsync();
        await UseAsync();
    }

    private async Task NewAsync(Guid? source)
    {
        if (State.Open(source) is { } tab)
            await ShowAsync(tab);
    }

    private async Task CloseAsync(ConsoleTab tab)
    {
        await _editor!.CloseAsync(tab.Id);
        var next = State.Close(tab) ?? State.Open(tab.Source);
        if (next is not null)
            await ShowAsync(next);
    }

    private async Task ChooseAsync(ChangeEventArgs e)
    {
        if (!Guid.TryParse(e.Value?.ToString(), out var id))
            return;
        State.Choose(id);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["source"] = id, ["query"] = null, ["run"] = null }), replace: true);
        if (State.Active is { } tab)
            await ShowAsync(tab);
    }

    private async Task UseAsync()
    {
        if (State.Selected is not { } source)
            return;
        var use = await Sources.UseAsync(await ActorAsync(), source.Id, _life.Token);
        State.Allow(use.Failed ? null : use.Value);
        StateHasChanged();
    }

    private Task KeepTabsAsync() => _editor!.KeepAsync(TabsKey, State.Write());

    private async Task KnowAsync(SchemaReport schema)
    {
        var tables = schema.Tables.Take(500).Select(t => new ProposedTable(t.Schema, t.Name, t.QuotedName, [.. t.Columns.Take(200).Select(c => new ProposedColumn(c.Name, c.Type, c.Name))]));
        await _editor!.KnowAsync([.. tables]);
    }

    private Task InsertAsync(string text) => _editor!.InsertAsync(text);

    private async Task TopAsync(SchemaTable table)
    {
        if (State.Selected is not { } source)
            return;
        await NewAsync(source.Id.Value);
        await _editor!.OpenAsync(State.Active!.Id, SnakeCase.Of(source.Engine), TopRows.Of(source.Engine, table));
        await RunAsync();
    }

    /// <summary>What the guard says while one writes; it also tells the parameters.</summary>
    private async Task<IReadOnlyList<EditorFault>> JudgeAsync(string statement)
    {
        if (State.Selected is not { } source)
            return [];
        var verdict = Guard.Check(source.Engine, statement, State.AllowsChange ? AccessMode.Write : AccessMode.ReadOnly);
        await InvokeAsync(() =>
        {
            State.Ask(ParameterBinder.Names(verdict.Parameters));
            StateHasChanged();
        });
        return Faults(verdict);
    }

    private List<EditorFault> Faults(Verdict verdict) => verdict.Kind == VerdictKind.Allow
        ? []
        : [new EditorFault(verdict.Position ?? 0, Words.Say(SqlConsoleErrors.Blocked(verdict)), verdict.Kind == VerdictKind.Warn)];

    private Task RunAsync() => RunAsync(refresh: false);

    private Task RefreshAsync() => RunAsync(refresh: true);

    private async Task RunAsync(bool refresh)
    {
        if (_editor is null || State is not { CanRun: true, Selected: { } source, Active: { } tab })
            return;
        var statement = await _editor.ReadAsync(_life.Token);
        State.Ask(ParameterBinder.Names(Guard.Check(source.Engine, statement, State.AllowsChange ? AccessMode.Write : AccessMode.ReadOnly).Parameters));
        var request = RequestFor(source, tab, statement, refresh);
        if (request.Failed)
            tab.Outcome.Fail(request.Error);
        else
            await StartAsync(tab, request.Value);
    }

    private Result<RunRequest> RequestFor(DataSource source, ConsoleTab tab, string statement, bool refresh) =>
        ParameterInput.ReadAll(State.Parameters, tab.Parameters).Map(parameters =>
            new RunRequest(source.Id, statement, parameters, State.TimeoutSeconds, State.MaxRows)
            {
                AllowChange = State.AllowsChange,
                Keep = true,
                Cache = State.CacheSeconds == 0 ? null : new CacheWish(TimeSpan.FromSeconds(State.CacheSeconds), Refresh: refresh),
            });

    private async Task StartAsync(ConsoleTab tab, RunRequest request)
    {
        request = request with { Id = RunId.New() };
        // The browser knows the run before it begins, so that a reload in any moment finds it.
        tab.Run = request.Id.Value;
        var kept = KeepTabsAsync();
        tab.Outcome.Start();
        StateHasChanged();
        var (started, run) = await Action.RunAsync(async () => await Runner.StartAsync(await ActorAsync(), request, _life.Token));
        if (!started)
        {
            tab.Run = null;
            if (Action.Error is { } refused)
                tab.Outcome.Fail(refused, Action.Reference);
            else
                tab.Outcome.Stop();
            await ShowFaultAsync(tab);
            return;
        }
        tab.Outcome.Follow(run!);
        var following = FollowAsync(tab, run!, request);
        await kept;
        // Rows first: another address draws the whole page anew.
        await Task.WhenAny(following, Task.Delay(AddressAfter, Time, _life.Token));
        if (!_life.IsCancellationRequested && tab == State.Active && tab.Run == request.Id.Value)
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["run"] = tab.Run, ["source"] = tab.Source, ["query"] = null }), replace: true);
        await following;
    }

    /// <summary>Shows rows as they arrive, and the end.</summary>
    private async Task FollowAsync(ConsoleTab tab, LiveRun run, RunRequest? request)
    {
        for (var wait = FirstLook; !run.Completion.IsCompleted && !_life.IsCancellationRequested; wait = wait * 1.5 < Pace ? wait * 1.5 : Pace)
        {
            StateHasChanged();
            await Task.WhenAny(run.Completion, Task.Delay(wait, Time, _life.Token));
        }
        if (_life.IsCancellationRequested)
            return;
        var outcome = await run.Completion;
        if (outcome.Failed)
            tab.Outcome.Fail(outcome.Error);
        else
            tab.Outcome.Finish(outcome.Value);
        if (request is not null && !outcome.Failed && outcome.Value.Change is { Committed: false })
            tab.Outcome.Await(new PendingChange(request, outcome.Value.Report.AffectedRows ?? 0));
        // The switch is for one change: it goes off by itself.
        if (!outcome.Failed && outcome.Value.Change is { Committed: true })
            State.SwitchChange(false);
        await ShowFaultAsync(tab);
        _side?.Reload();
        StateHasChanged();
    }

    private async Task ConfirmAsync(RunRequest request)
    {
        if (State.Active is { } tab)
            await StartAsync(tab, request);
    }

    private void Drop()
    {
        State.Active?.Outcome.Clear();
        State.SwitchChange(false);
    }

    private void Cancel() => State.Active?.Outcome.Live?.Cancel();

    private async Task ExplainAsync()
    {
        if (_editor is null || State is not { CanRun: true, Selected: { } source, Active: { } tab })
            return;
        var statement = await _editor.ReadAsync(_life.Token);
        var request = RequestFor(source, tab, statement, refresh: false);
        if (request.Failed)
        {
            tab.Outcome.Fail(request.Error);
            return;
        }
        tab.Outcome.Start();
        StateHasChanged();
        var (explained, plan) = await Action.RunAsync(async () => await Looks.ExplainAsync(await ActorAsync(), request.Value, _life.Token));
        if (explained)
            tab.Outcome.Finish(plan!);
        else if (Action.Error is { } error)
            tab.Outcome.Fail(error, Action.Reference);
        else
            tab.Outcome.Stop();
        await ShowFaultAsync(tab);
    }

    private Task FormatAsync() => _editor!.FormatAsync();

    private async Task ShowFaultAsync(ConsoleTab tab)
    {
        if (tab != State.Active || _editor is null || tab.Outcome.Error is not { } error)
            return;
        var position = error.Args.FirstOrDefault(a => a.Key == "position").Value as int?;
        if (position is { } at)
            tab.Outcome.Locate(await _editor.MarkAsync(new EditorFault(at, Words.Say(error))));
        if (error.RetryAfter is { } wait)
            CountDown(wait);
        StateHasChanged();
    }

    private void CountDown(TimeSpan wait)
    {
        State.Wait((int)Math.Ceiling(wait.TotalSeconds));
        _countdown?.Dispose();
        _countdown = Time.CreateTimer(_ => _ = InvokeAsync(Tick), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    private void Tick()
    {
        if (!State.Tick())
        {
            _countdown?.Dispose();
            _countdown = null;
        }
        StateHasChanged();
    }
}
