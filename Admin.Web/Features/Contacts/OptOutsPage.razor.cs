using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Contacts;

public sealed partial class OptOutsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<OptOutView>? _list;
    private (string?, string?, int?)? _loaded;

    [Inject]
    public required OptOuts Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required IStringLocalizer<ContactTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Source { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    private bool MayWrite => Page.May(Permissions.OptOuts.Write);

    private bool IsMasked => !Page.May(Permissions.Contacts.ReadPersonal);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Text, Source, Number))
            return;
        _loaded = (Text, Source, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var filter = new OptOutFilter(IsMasked ? null : Text, Source);
        var (loaded, list) = await Runner.RunAsync(async () => await Service.ListAsync(await Circuit.GetAsync(_left.Token), filter, new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<OptOutDialog>();
        if (await dialog.Result is not { Canceled: false, Data: bool isNew })
            return;
        Snackbar.Add(Loc[isNew ? nameof(ContactTexts.OptedOutDone) : nameof(ContactTexts.AlreadyOptedOut)], Severity.Success);
        await LoadAsync();
    }

    private async Task LiftAsync(OptOutView optOut)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ContactTexts.LiftTitle), optOut.Phone], Loc[nameof(ContactTexts.LiftText)], Loc[nameof(ContactTexts.LiftDo)]))
            return;
        if (await Runner.RunAsync(async () => await Service.RemoveAsync(await Circuit.GetAsync(_left.Token), optOut.Phone, _left.Token), Loc[nameof(ContactTexts.LiftedDone)]))
            await LoadAsync();
    }

    private void Choose(ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["source"] = e.Value is string { Length: > 0 } chosen ? chosen : null, ["page"] = null }), replace: true);
}
