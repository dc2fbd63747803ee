using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Contacts;

public sealed partial class ContactPage : IDisposable
{
    private const int MessagesAtOnce = 20;

    private readonly CancellationTokenSource _left = new();
    private ContactDetail? _detail;
    private Page<ContactMessage>? _messages;
    private Error? _error;
    private (Guid, int?)? _loaded;

    [Inject]
    public required ContactReader Reader { get; init; }

    [Inject]
    public required ContactEditor Editor { get; init; }

    [Inject]
    public required OptOuts OptOutService { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

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

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    private bool MayWrite => Page.May(Permissions.Contacts.Write);

    // By phone: who sees only a mask of it cannot say which one.
    private bool MayOptOut => Page.May(Permissions.OptOuts.Write) && Page.May(Permissions.Contacts.ReadPersonal);

    private ContactId ContactId => new(Id);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Id, Number))
            return;
        if (_loaded?.Item1 != Id)
            (_detail, _messages) = (null, null);
        _loaded = (Id, Number);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        // A dialog may end after its page was left.
        if (_left.IsCancellationRequested)
            return;
        var actor = await Circuit.GetAsync(_left.Token);
        var detail = await Reader.GetAsync(actor, ContactId, _left.Token);
        _error = detail.Error;
        _detail = detail.Failed ? null : detail.Value;
        if (detail.Failed)
            return;
        var messages = await Reader.MessagesAsync(actor, ContactId, new PageRequest(Number ?? 1, MessagesAtOnce), _left.Token);
        _error = messages.Error;
        _messages = messages.Failed ? null : messages.Value;
    }

    private async Task EditAsync()
    {
        var dialog = await Dialogs.ShowAsync<ContactDialog>(null, new DialogParameters<ContactDialog> { { d => d.Contact, _detail!.Contact } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task RecordAsync()
    {
        var dialog = await Dialogs.ShowAsync<ConsentDialog>(null, new DialogParameters<ConsentDialog> { { d => d.Contact, ContactId } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task MergeAsync()
    {
        var dialog = await Dialogs.ShowAsync<MergeDialog>(null, new DialogParameters<MergeDialog> { { d => d.Contact, _detail!.Contact } });
        if (await dialog.Result is { Canceled: false })
            await LoadAsync();
    }

    private async Task DeleteAsync()
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ContactTexts.DeleteTitle)], Loc[nameof(ContactTexts.DeleteText)], Shared[nameof(SharedTexts.Delete)], typedWord: Loc[nameof(ContactTexts.DeleteWord)]))
            return;
        if (await Runner.RunAsync(async () => await Editor.DeleteAsync(await Circuit.GetAsync(_left.Token), ContactId, _left.Token), Loc[nameof(ContactTexts.DeletedDone)]))
            Navigation.NavigateTo(AdminUrls.Contacts(Organization));
    }

    private async Task OptOutAsync()
    {
        var phone = _detail!.Contact.Phone;
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ContactTexts.OptOutTitle)], Loc[nameof(ContactTexts.OptOutText)], Loc[nameof(ContactTexts.OptOutDo)]))
            return;
        if (await Runner.RunAsync(async () => (await OptOutService.AddAsync(await Circuit.GetAsync(_left.Token), phone, _left.Token)).ToResult(), Loc[nameof(ContactTexts.OptedOutDone)]))
            await LoadAsync();
    }

    private async Task LiftAsync()
    {
        var phone = _detail!.Contact.Phone;
        if (!await Dialogs.ConfirmAsync(Loc[nameof(ContactTexts.LiftTitle), phone], Loc[nameof(ContactTexts.LiftText)], Loc[nameof(ContactTexts.LiftDo)]))
            return;
        if (await Runner.RunAsync(async () => await OptOutService.RemoveAsync(await Circuit.GetAsync(_left.Token), phone, _left.Token), Loc[nameof(ContactTexts.LiftedDone)]))
            await LoadAsync();
    }
}
