using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Running;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What runs now, with the way to stop it, and the history; filters stand in the address.</summary>
public sealed partial class RunsPage
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _life = new();
    private IReadOnlyList<RunView>? _running;
    private Page<RunView>? _page;
    private Error? _error;
    private ITimer? _looks;

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IStringLocalizer<SqlConsoleTexts> Loc { get; set; }

    [Inject]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required RunHistory History { get; set; }

    [Inject]
    public required ActionRunner Action { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        if (_looks is not null)
            await _looks.DisposeAsync();
        _life.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var state = Enum.GetValues<RunState>().Cast<RunState?>().FirstOrDefault(s => SnakeCase.Of(s!.Value) == State);
        var page = await History.ListAsync(await Circuit.GetAsync(_life.Token), new RunFilter(Text, State: state), new PageRequest(Number ?? 1), _life.Token);
        _error = page.Error;
        _page = page.Failed ? null : page.Value;
        await LookAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _looks = Time.CreateTimer(_ => _ = InvokeAsync(LookAndShowAsync), null, Pace, Pace);
    }

    private async Task LookAndShowAsync()
    {
        if (_life.IsCancellationRequested)
            return;
        await LookAsync();
        StateHasChanged();
    }

    private async Task LookAsync()
    {
        var running = await Desk.RunningAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        _running = running.Failed ? _running : running.Value;
    }

    private async Task CancelAsync(RunView view)
    {
        await Action.RunAsync(async () => await Desk.CancelAsync(await Circuit.GetAsync(_life.Token), view.Run.Id, _life.Token), Loc[nameof(SqlConsoleTexts.CancelSent)]);
        await LookAsync();
    }

    private void Filter(string? text, string? state) => Go(text, state, null);

    private void Turn(int by) => Go(Text, State, (Number ?? 1) + by);

    private void Go(string? text, string? state, int? page) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["q"] = string.IsNullOrWhiteSpace(text) ? null : text,
        ["state"] = string.IsNullOrEmpty(state) ? null : state,
        ["page"] = page,
    }));
}
