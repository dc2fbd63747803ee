using Admin.Domain.Common;
using Admin.Domain.Messaging.Simulating;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Simulator;

/// <summary>The Cloud API's stand-in, for super admins. Once a second the page asks how it stands.</summary>
public sealed partial class SimulatorPage : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _life = new();
    private SimulatorState? _state;
    private SimulatorHandshake? _handshake;
    private Error? _refusal;
    private ITimer? _timer;
    private double _perSecond;
    private bool _isReading;

    [Inject]
    public required SimulatorDesk Desk { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required ActionRunner Runner { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required IStringLocalizer<SimulatorTexts> Loc { get; set; }

    public void Dispose()
    {
        _timer?.Dispose();
        _life.Cancel();
        _life.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LookAsync();
        // One that is only away may come back; one that is not there, or not for this person, will not.
        if (_refusal is null or { Kind: ErrorKind.Unavailable })
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(MoveAsync), null, Every, Every);
    }

    private async Task MoveAsync()
    {
        if (_isReading || _life.IsCancellationRequested)
            return;
        _isReading = true;
        try
        {
            await LookAsync();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _isReading = false;
        }
    }

    private async Task LookAsync()
    {
        var read = await Desk.ReadAsync(await Circuit.GetAsync(_life.Token), _life.Token);
        _refusal = read.Error;
        if (read.Failed)
            return;
        var seconds = _state is { } before ? (read.Value.At - before.At).TotalSeconds : 0;
        _perSecond = seconds > 0 ? Math.Max(0, (read.Value.Figures.Accepted - _state!.Figures.Accepted) / seconds) : 0;
        _state = read.Value;
    }

    private async Task TurnAsync(SimulatorDials dials)
    {
        if (dials.Outage && _state?.Dials.Outage == false && !await Dialogs.ConfirmAsync(Loc[nameof(SimulatorTexts.OutageTitle)], Loc[nameof(SimulatorTexts.OutageText)], Loc[nameof(SimulatorTexts.OutageVerb)]))
            return;
        await ActAsync(async () => await Desk.TurnAsync(await Circuit.GetAsync(_life.Token), dials, _life.Token), nameof(SimulatorTexts.Turned));
    }

    private Task ChangeNumberAsync((string PhoneNumberId, SimulatedNumberChange Change) wanted) =>
        ActAsync(async () => await Desk.ChangeNumberAsync(await Circuit.GetAsync(_life.Token), wanted.PhoneNumberId, wanted.Change, _life.Token), nameof(SimulatorTexts.Changed));

    private async Task ChangeTemplateAsync(SimulatedTemplateChange change)
    {
        if (change.Act is TemplateAct.Delete or TemplateAct.Disable or TemplateAct.Drop && !await Dialogs.ConfirmAsync(Loc[nameof(SimulatorTexts.TemplateActTitle), Loc[$"Act_{change.Act}"], change.Name], Loc[$"ActText_{change.Act}"], Loc[$"Act_{change.Act}"]))
            return;
        await ActAsync(async () => await Desk.ChangeTemplateAsync(await Circuit.GetAsync(_life.Token), change, _life.Token), nameof(SimulatorTexts.Changed));
    }

    private Task ReceiveAsync(SimulatedInbound inbound) =>
        ActAsync(async () => await Desk.ReceiveAsync(await Circuit.GetAsync(_life.Token), inbound, _life.Token), nameof(SimulatorTexts.Received));

    private async Task VerifyAsync()
    {
        var (done, answer) = await Runner.RunAsync(async () => await Desk.VerifyAsync(await Circuit.GetAsync(_life.Token), _life.Token));
        if (done)
            _handshake = answer;
    }

    private async Task<SimulatorLedger?> SearchAsync(string phone)
    {
        var (_, found) = await Runner.RunAsync(async () => await Desk.LedgerAsync(await Circuit.GetAsync(_life.Token), phone, _life.Token));
        return found;
    }

    private async Task ActAsync(Func<Task<Result>> act, string done)
    {
        await Runner.RunAsync(act, Loc[done]);
        await LookAsync();
    }
}
