using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Providers;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SecretView? _secret;
    private IReadOnlyList<SecretVersionView> _versions = [];
    private IReadOnlyList<SecretUser> _users = [];
    private IReadOnlyList<SecretHistoryEntry> _history = [];
    private IReadOnlyList<SecretScope> _scopes = [];
    private IReadOnlyList<SecretOwner> _owners = [];
    private IReadOnlyList<ProviderState> _providers = [];
    private Error? _error;
    private Guid _loaded;

    [Inject]
    public required SecretService Service { get; init; }

    [Inject]
    public required ProviderHealth Health { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ErrorWords Words { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    private SecretId SecretId => new(Id);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return;
        (_loaded, _secret) = (Id, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        // A dialog or toast may end after its page was left.
        if (_left.IsCancellationRequested)
            return;
        var actor = await Circuit.GetAsync(_left.Token);
        var secret = await Service.GetWithDeletedAsync(actor, SecretId, _left.Token);
        _error = secret.Error;
        if (secret.Failed)
        {
            _secret = null;
            return;
        }

        _versions = Shown(await Service.VersionsAsync(actor, SecretId, _left.Token));
        _users = Shown(await Service.UsersAsync(actor, SecretId, _left.Token));
        _scopes = Shown(await Service.ScopesAsync(actor, _left.Token));
        _owners = Shown(await Service.OwnersAsync(actor, _left.Token));
        _providers = Shown(await Health.ListAsync(actor, _left.Token));
        if (Page.May(Permissions.Audit.Read))
            _history = Shown(await Service.HistoryAsync(actor, SecretId, _left.Token));
        _secret = secret.Value;
    }

    private IReadOnlyList<T> Shown<T>(Result<IReadOnlyList<T>> result)
    {
        _error ??= result.Error;
        return result.Failed ? [] : result.Value;
    }

    private async Task RevealAsync(SecretWanted which)
    {
        var number = _versions.FirstOrDefault(v => v.State == (which == SecretWanted.Current ? SecretVersionState.Current : SecretVersionState.Previous))?.Number ?? _secret!.Version;
        var dialog = await Dialogs.ShowAsync<RevealDialog>(null, new DialogParameters<RevealDialog> { { d => d.Secret, _secret! }, { d => d.Which, which }, { d => d.Number, number } });
        await dialog.Result;
        await LoadAsync();
    }

    private async Task RotateAsync()
    {
        var dialog = await Dialogs.ShowAsync<RotateDialog>(null, new DialogParameters<RotateDialog> { { d => d.Secret, _secret! } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task RollBackAsync(int number)
    {
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(SecretTexts.RollBackTitle), number], Loc[nameof(SecretTexts.RollBackText)], Loc[nameof(SecretTexts.RollBackDo)], harmless: true);
        if (reason is null)
            return;
        var seen = _secret!;
        if (await Runner.RunAsync(async () => (await Service.RollBackAsync(await Circuit.GetAsync(_left.Token), SecretId, number, reason, seen.Stamp, _left.Token)).ToResult(), Loc[nameof(SecretTexts.RolledBackDone), number, seen.Version + 1]))
            await LoadAsync();
    }

    private async Task EditAsync()
    {
        var dialog = await Dialogs.ShowAsync<SecretDialog>(null, new DialogParameters<SecretDialog> { { d => d.Secret, _secret! }, { d => d.Scopes, _scopes }, { d => d.Owners, _owners } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    /// <summary>No question asked: it can be undone, from the toast and from this page.</summary>
    private async Task DeleteAsync()
    {
        var (actor, id) = (await Circuit.GetAsync(_left.Token), SecretId);
        if (!await Runner.RunAsync(() => Service.DeleteAsync(actor, id, _left.Token)))
            return;
        await LoadAsync();
        Snackbar.Add(Loc[nameof(SecretTexts.DeletedDone)], Severity.Success, options =>
        {
            options.Action = Shared[nameof(SharedTexts.Undo)];
            options.OnClick = _ => InvokeAsync(() => UndoAsync(actor, id));
        });
    }

    /// <summary>From the toast, which outlives the page: with the actor of the deletion, and not cancelled by leaving.</summary>
    private async Task UndoAsync(Actor actor, SecretId id)
    {
        var restored = await Service.RestoreAsync(actor, id, CancellationToken.None);
        Snackbar.Add(restored.Failed ? Words.Say(restored.Error) : Loc[nameof(SecretTexts.RestoredDone)], restored.Failed ? Severity.Error : Severity.Success);
        await LoadAsync();
        if (!_left.IsCancellationRequested)
            StateHasChanged();
    }

    private async Task RestoreAsync()
    {
        if (await Runner.RunAsync(async () => (await Service.RestoreAsync(await Circuit.GetAsync(_left.Token), SecretId, _left.Token)).ToResult(), Loc[nameof(SecretTexts.RestoredDone)]))
            await LoadAsync();
    }

    private async Task PurgeAsync()
    {
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(SecretTexts.PurgeTitle)], Loc[nameof(SecretTexts.PurgeText), _versions.Count], Loc[nameof(SecretTexts.PurgeDo)], typedWord: _secret!.Name);
        if (reason is not null && await Runner.RunAsync(() => PurgeAsync(reason), Loc[nameof(SecretTexts.PurgedDone)]))
            Navigation.NavigateTo(AdminUrls.Secrets(Organization));
    }

    private Task<Result> PurgeAsync(string reason) => ConfirmedAsync(reason, actor => Service.PurgeAsync(actor, SecretId, _left.Token));

    private async Task DestroyAsync(int number)
    {
        var reason = await Dialogs.ConfirmWithReasonAsync(Loc[nameof(SecretTexts.DestroyTitle), number], Loc[nameof(SecretTexts.DestroyText)], Loc[nameof(SecretTexts.DestroyDo)]);
        if (reason is not null && await Runner.RunAsync(() => ConfirmedAsync(reason, actor => Service.DestroyVersionAsync(actor, SecretId, number, _left.Token)), Loc[nameof(SecretTexts.DestroyedDone), number]))
            await LoadAsync();
    }

    /// <summary>With a reason; a person whose sign-in is older than five minutes confirms who they are in between.</summary>
    private async Task<Result> ConfirmedAsync(string reason, Func<Actor, Task<Result>> act)
    {
        var actor = (await Circuit.GetAsync(_left.Token)) with { Reason = reason };
        var done = await act(actor);
        if (done.Error != AccessErrors.ReauthenticationRequired)
            return done;
        return await Dialogs.StepUpAsync(proof => StepUp.ConfirmAsync(actor, proof.Password, proof.Otp, _left.Token)) ? await act(actor) : done;
    }
}
