using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretBulkBar : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<SecretRefused> _refused = [];

    [Inject]
    public required SecretService Service { get; init; }

    [Inject]
    public required SecretBatches Batches { get; init; }

    [Inject]
    public required ReEncryptionService ReEncryption { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required ErrorWords Words { get; init; }

    [Inject]
    public required IStringLocalizer<SecretManyTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter, EditorRequired]
    public required TickedSecrets Ticked { get; set; }

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>Something of the list is no longer as it shows.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task TagAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretTagsDialog>(null, new DialogParameters<SecretTagsDialog> { { d => d.Count, Ticked.Count } });
        if (await dialog.Result is { Canceled: false, Data: SecretBatchChange change })
            await ChangeAsync(change);
    }

    private async Task ExpireAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretExpiryDialog>(null, new DialogParameters<SecretExpiryDialog> { { d => d.Count, Ticked.Count } });
        if (await dialog.Result is { Canceled: false, Data: SecretBatchChange change })
            await ChangeAsync(change);
    }

    private async Task MoveAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretMoveDialog>(null, new DialogParameters<SecretMoveDialog> { { d => d.Count, Ticked.Count } });
        if (await dialog.Result is not { Canceled: false, Data: string provider })
            return;
        var actor = await Circuit.GetAsync(_left.Token);
        var moving = Ticked.Ids;
        var (started, _) = await Runner.RunAsync(() => ReEncryption.StartAsync(actor, new ReEncryptionRequest(provider, moving), _left.Token));
        if (!started)
            return;
        Snackbar.Add(Said(nameof(SecretManyTexts.MovedDoneOne), nameof(SecretManyTexts.MovedDone), moving.Count), Severity.Success);
        await Changed.InvokeAsync();
    }

    private async Task ExportAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretExportDialog>(null, new DialogParameters<SecretExportDialog> { { d => d.Ids, Ticked.Ids } });
        await dialog.Result;
    }

    private async Task ClearAsync()
    {
        Ticked.Clear();
        _refused = [];
        Runner.Clear();
        await Changed.InvokeAsync();
    }

    private async Task ChangeAsync(SecretBatchChange change)
    {
        var actor = await Circuit.GetAsync(_left.Token);
        var (done, result) = await Runner.RunAsync(() => Batches.ChangeAsync(actor, Ticked.Ids, change, _left.Token));
        if (!done)
            return;
        _refused = result!.Refused;
        if (result.Done.Count > 0)
        {
            Snackbar.Add(Said(nameof(SecretManyTexts.ChangedDoneOne), nameof(SecretManyTexts.ChangedDone), result.Done.Count), Severity.Success, options =>
            {
                if (result.Before.Count == 0)
                    return;
                options.Action = Shared[nameof(SharedTexts.Undo)];
                options.OnClick = _ => InvokeAsync(() => UndoAsync(actor, result.Before));
            });
        }

        await Changed.InvokeAsync();
    }

    /// <summary>From the toast, which outlives the page: with the actor of the change, and not cancelled by leaving.</summary>
    private async Task UndoAsync(Actor actor, IReadOnlyList<SecretBefore> before)
    {
        var undone = await Batches.UndoAsync(actor, before, CancellationToken.None);
        var whole = undone is { Failed: false, Value.Refused.Count: 0 };
        Snackbar.Add(
            undone.Failed ? Words.Say(undone.Error) : whole ? Loc[nameof(SecretManyTexts.UndoneDone)] : Loc[nameof(SecretManyTexts.UndoneInPart), undone.Value.Refused.Count.ToString("N0", CultureInfo.CurrentCulture)],
            whole ? Severity.Success : Severity.Error);
        if (!_left.IsCancellationRequested)
            await Changed.InvokeAsync();
    }

    private string Said(string one, string many, int count) => Loc[count == 1 ? one : many, count.ToString("N0", CultureInfo.CurrentCulture)];
}
