using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Secrets.Providers;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

/// <summary>Moves all of an organization's secrets, and shows how that goes, live.</summary>
public sealed partial class ReEncryptionPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private DateTime? _at;
    private IReadOnlyList<ReEncryptionView>? _runs;
    private IReadOnlyList<ProviderState> _states = [];
    private Page<ReEncryptionFailureView>? _failures;
    private Error? _error;
    private string _provider = "";
    private string _from = "";

    [Inject]
    public required ReEncryptionService Service { get; init; }

    [Inject]
    public required ProviderHealth Health { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IStringLocalizer<EncryptionTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Secrets { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override void OnInitialized() => _provider = Service.DefaultProvider;

    // What is live names nobody; the list, read when a run begins or ends, does.
    private async Task TakeAsync(LiveSnapshot snapshot)
    {
        var now = (IReadOnlyList<ReEncryptionView>)snapshot.Data;
        if (_runs is null || !_runs.Select(r => (r.Id, r.IsUnderWay)).SequenceEqual(now.Select(r => (r.Id, r.IsUnderWay))))
            await LoadAsync();
        else
            _runs = [.. _runs.Zip(now, (known, moved) => moved with { StartedByName = known.StartedByName })];
        _at = snapshot.At;
    }

    private void Refuse(Error refusal) => (_error, _at) = (refusal, null);

    private async Task LoadAsync()
    {
        var actor = await Circuit.GetAsync(_left.Token);
        var runs = await Service.ListAsync(actor, new PageRequest(1, ReEncryptionTopics.Shown), _left.Token);
        var states = await Health.ListAsync(actor, _left.Token);
        _error = runs.Error ?? states.Error;
        if (_error is null)
            (_runs, _states) = (runs.Value.Items, states.Value);
    }

    private async Task StartAsync()
    {
        var name = SecretWords.Provider(_provider);
        var text = _from.Length > 0 ? Loc[nameof(EncryptionTexts.StartText_From), SecretWords.Provider(_from)] : Loc[nameof(EncryptionTexts.StartText)];
        if (!await Dialogs.ConfirmAsync(Loc[nameof(EncryptionTexts.StartTitle), name], text, Loc[nameof(EncryptionTexts.Start)], harmless: true))
            return;
        var request = new ReEncryptionRequest(_provider, FromProvider: _from.Length > 0 ? _from : null);
        var actor = await Circuit.GetAsync(_left.Token);
        await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Service.StartAsync(actor, request, _left.Token), _left.Token), Loc[nameof(EncryptionTexts.Started)]);
        await LoadAsync();
    }

    private async Task CancelAsync(ReEncryptionView run)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(EncryptionTexts.CancelTitle)], Loc[nameof(EncryptionTexts.CancelText)], Loc[nameof(EncryptionTexts.Cancel)]))
            return;
        await Runner.RunAsync(async () => await Service.CancelAsync(await Circuit.GetAsync(_left.Token), run.Id, _left.Token), Loc[nameof(EncryptionTexts.Cancelled)]);
        await LoadAsync();
    }

    private async Task ShowFailuresAsync(ReEncryptionView run)
    {
        var (read, failures) = await Runner.RunAsync(async () => await Service.FailuresAsync(await Circuit.GetAsync(_left.Token), run.Id, new PageRequest(), _left.Token));
        if (read)
            _failures = failures;
    }
}
