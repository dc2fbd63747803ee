using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Secrets.Providers;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

/// <summary>The platform's master keys. While values are put under a new one, the notes of every organization's run move the bars.</summary>
public sealed partial class EncryptionKeysPage : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _left = new();
    private PlatformRunWatch? _watching;
    private IReadOnlyList<ProviderKeysView>? _providers;
    private int _busy;
    private bool _reading;
    private bool _changedMeanwhile;

    [Inject]
    public required EncryptionKeys Keys { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IStringLocalizer<EncryptionTexts> Loc { get; init; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _watching?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (_providers is null)
            return;
        var watching = await Keys.WatchAsync(await Circuit.GetAsync(_left.Token), () => InvokeAsync(ShowProgressAsync), _left.Token);
        if (!watching.Failed)
            _watching = watching.Value;
    }

    private async Task LoadAsync()
    {
        var (read, providers) = await Runner.RunAsync(async () => await Keys.ListAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (read)
            _providers = providers;
    }

    private async Task ReEncryptAsync(ProviderKeysView provider)
    {
        var name = SecretWords.Provider(provider.Provider);
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(EncryptionTexts.ReEncryptAllTitle), name], Loc[nameof(EncryptionTexts.ReEncryptAllText), provider.Old.ToString("N0", CultureInfo.CurrentCulture)], Loc[nameof(EncryptionTexts.Start)], harmless: true);
        if (reason is null)
            return;
        var actor = await Circuit.GetAsync(_left.Token);
        var (done, started) = await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Keys.ReEncryptAsync(actor, provider.Provider, reason, _left.Token), _left.Token), Loc[nameof(EncryptionTexts.Started)]);
        if (!done)
            return;
        _busy = started!.Busy;
        await LoadAsync();
    }

    /// <summary>Many notes in a moment are one look. The keys themselves are counted anew when the last run ended.</summary>
    private async Task ShowProgressAsync()
    {
        _changedMeanwhile = true;
        if (_reading)
            return;
        _reading = true;
        try
        {
            while (_changedMeanwhile && !_left.IsCancellationRequested)
            {
                _changedMeanwhile = false;
                await ShowOnceAsync();
                await Task.Delay(Pace, Time, _left.Token);
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
        finally
        {
            _reading = false;
        }
    }

    private async Task ShowOnceAsync()
    {
        var runs = await Keys.RunsAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        if (runs.Failed || _providers is not { } known)
            return;
        _providers = [.. known.Select(p => p with { Run = runs.Value.GetValueOrDefault(p.Provider) })];
        if (known.Any(p => p.Run?.IsUnderWay == true && runs.Value.GetValueOrDefault(p.Provider)?.IsUnderWay != true))
            await LoadAsync();
        StateHasChanged();
    }
}
