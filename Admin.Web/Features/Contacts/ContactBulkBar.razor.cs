using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Contacts;

public sealed partial class ContactBulkBar : IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [Inject]
    public required ContactBatches Batches { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required IStringLocalizer<ContactTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter, EditorRequired]
    public required TickedContacts Ticked { get; set; }

    /// <summary>Whom "all that match" means.</summary>
    [Parameter, EditorRequired]
    public required ContactFilter Filter { get; set; }

    /// <summary>How many match.</summary>
    [Parameter, EditorRequired]
    public required int Total { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ContactListName> Lists { get; set; }

    /// <summary>The list that is filtered by.</summary>
    [Parameter]
    public ContactListName? List { get; set; }

    /// <summary>Others are ticked now, or nobody.</summary>
    [Parameter]
    public EventCallback TickedChanged { get; set; }

    /// <summary>Contacts are no longer as the list shows them.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private int Chosen => Ticked.IsEverybody ? Total : Ticked.Count;

    private string ChosenText => Chosen.ToString("N0", CultureInfo.CurrentCulture);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private Task ChooseAllAsync()
    {
        Ticked.ChooseEverybody();
        return TickedChanged.InvokeAsync();
    }

    private Task ClearAsync()
    {
        Ticked.Clear();
        return TickedChanged.InvokeAsync();
    }

    private async Task TagAsync()
    {
        if (await AskTagsAsync(Loc[nameof(ContactTexts.TagTitle), ChosenText], Loc[nameof(ContactTexts.TagDo)]) is { } tags)
            await ActAsync((actor, selection) => Batches.TagAsync(actor, selection, tags, _left.Token), nameof(ContactTexts.ChangedDone));
    }

    private async Task UntagAsync()
    {
        if (await AskTagsAsync(Loc[nameof(ContactTexts.UntagTitle), ChosenText], Loc[nameof(ContactTexts.UntagDo)]) is { } tags)
            await ActAsync((actor, selection) => Batches.UntagAsync(actor, selection, tags, _left.Token), nameof(ContactTexts.ChangedDone));
    }

    private async Task AddToListAsync()
    {
        var dialog = await Dialogs.ShowAsync<ContactListChoice>(null, new DialogParameters<ContactListChoice> { { d => d.Title, Loc[nameof(ContactTexts.AddToListTitle), ChosenText].Value }, { d => d.Lists, Lists } });
        if (await dialog.Result is { Canceled: false, Data: ContactListId list })
            await ActAsync((actor, selection) => Batches.AddToListAsync(actor, selection, list, _left.Token), nameof(ContactTexts.ChangedDone));
    }

    private Task RemoveFromListAsync(ContactListName list) =>
        ActAsync((actor, selection) => Batches.RemoveFromListAsync(actor, selection, list.Id, _left.Token), nameof(ContactTexts.ChangedDone));

    private async Task DeleteAsync()
    {
        if (await Dialogs.ConfirmAsync(Loc[nameof(ContactTexts.DeleteManyTitle), ChosenText], Loc[nameof(ContactTexts.DeleteManyText), ChosenText], Shared[nameof(SharedTexts.Delete)], typedWord: Loc[nameof(ContactTexts.DeleteWord)]))
            await ActAsync((actor, selection) => Batches.DeleteAsync(actor, selection, _left.Token), nameof(ContactTexts.DeletedManyDone));
    }

    private async Task<IReadOnlyList<string>?> AskTagsAsync(string title, string verb)
    {
        var dialog = await Dialogs.ShowAsync<ContactTagsDialog>(null, new DialogParameters<ContactTagsDialog> { { d => d.Title, title }, { d => d.Verb, verb } });
        return await dialog.Result is { Canceled: false, Data: IReadOnlyList<string> tags } ? tags : null;
    }

    private async Task ActAsync(Func<Actor, ContactSelection, Task<Result<int>>> act, string done)
    {
        var selection = Ticked.ToSelection(Filter);
        var (succeeded, changed) = await Runner.RunAsync(async () => await act(await Circuit.GetAsync(_left.Token), selection));
        if (!succeeded)
            return;
        Snackbar.Add(Loc[done, changed.ToString("N0", CultureInfo.CurrentCulture)], Severity.Success);
        Ticked.Clear();
        await Changed.InvokeAsync();
    }
}
