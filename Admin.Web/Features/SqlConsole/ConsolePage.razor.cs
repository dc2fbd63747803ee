using Admin.Domain.Common;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Engines;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The console: choose a data source, write a statement, see its rows. What was chosen stands in the address.</summary>
public sealed partial class ConsolePage
{
    private readonly CancellationTokenSource _life = new();
    private CancellationTokenSource? _run;
    private StatementEditor? _editor;
    private ITimer? _countdown;

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    public Guid? Source { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IStringLocalizer<SqlConsoleTexts> Loc { get; set; }

    [Inject]
    public required DataSourceCatalog Sources { get; set; }

    [Inject]
    public required StatementRunner Runner { get; set; }

    [Inject]
    public required ActionRunner Action { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private ConsoleState State { get; } = new();

    public async ValueTask DisposeAsync()
    {
        // Leaving the page ends what it runs: nobody would see the rows.
        await _life.CancelAsync();
        _life.Dispose();
        if (_countdown is not null)
            await _countdown.DisposeAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        var page = await Sources.ListAsync(await Circuit.GetAsync(_life.Token), new PageRequest(1, PageRequest.MaxSize), _life.Token);
        if (page.Failed)
            State.Fail(page.Error);
        else
            State.Load(page.Value.Items, Source);
    }

    protected override void OnParametersSet()
    {
        if (State.Sources is not null && Source is { } id && State.Selected?.Id.Value != id)
            State.Select(id);
    }

    private Task ChooseAsync(ChangeEventArgs e)
    {
        if (Guid.TryParse(e.Value?.ToString(), out var id))
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("source", id), replace: true);
        return Task.CompletedTask;
    }

    private async Task RunAsync()
    {
        if (_editor is null || State.Selected is not { } source || !State.CanRun)
            return;
        State.Start();
        _run = CancellationTokenSource.CreateLinkedTokenSource(_life.Token);
        try
        {
            await _editor.MarkAsync(null);
            var (succeeded, answer) = await Action.RunAsync(() => AskAsync(source, _run.Token));
            State.Finish(succeeded ? answer : null, Action.Error, Action.Reference);
        }
        finally
        {
            State.Stop();
            _run.Dispose();
            _run = null;
        }
        await ShowRefusalAsync();
    }

    private async Task<Result<RunAnswer>> AskAsync(DataSource source, CancellationToken ct)
    {
        var statement = await _editor!.ReadAsync(ct);
        var request = new RunRequest(source.Id, statement, QueryParameters.None, State.TimeoutSeconds, State.MaxRows);
        return await Runner.RunAsync(await Circuit.GetAsync(ct), request, ct);
    }

    private async Task CancelAsync()
    {
        if (_run is not null)
            await _run.CancelAsync();
    }

    private async Task ShowRefusalAsync()
    {
        if (State.Refusal is { } refusal && _editor is not null)
        {
            var place = await _editor.MarkAsync(refusal.Position);
            State.Locate(place);
        }
        if (State.Error?.RetryAfter is { } wait)
            CountDown(wait);
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
