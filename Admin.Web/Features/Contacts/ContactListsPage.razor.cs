using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Contacts;

public sealed partial class ContactListsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<ContactListView>? _list;
    private (string?, int?)? _loaded;

    [Inject]
    public required ContactLists Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

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

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    private bool MayWrite => Page.May(Permissions.Contacts.Write);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Text, Number))
            return;
        _loaded = (Text, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (loaded, list) = await Runner.RunAsync(async () => await Service.ListAsync(await Circuit.GetAsync(_left.Token), Text, new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task EditAsync(ContactListView? list)
    {
        var dialog = await Dialogs.ShowAsync<ContactListDialog>(null, new DialogParameters<ContactListDialog> { { d => d.List, list } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task DeleteAsync(ContactListView list)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ContactTexts.DeleteListTitle), list.Name], Loc[nameof(ContactTexts.DeleteListText), list.Size.ToString("N0", CultureInfo.CurrentCulture)], Shared[nameof(SharedTexts.Delete)], typedWord: list.Name))
            return;
        if (await Runner.RunAsync(async () => await Service.DeleteAsync(await Circuit.GetAsync(_left.Token), list.Id, _left.Token), Loc[nameof(ContactTexts.ListDeletedDone)]))
            await LoadAsync();
    }
}
