using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Campaigns.Editing;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Contacts;

public sealed partial class ContactsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly TickedContacts _ticked = new();
    private CancellationTokenSource? _loading;
    private ContactListState _state = new();
    private ContactListState? _loaded;
    private ContactFilter _filter = ContactFilter.Everybody;
    private IReadOnlyList<ContactView>? _rows;
    private int? _total;
    private IReadOnlyList<ContactListName> _lists = [];
    private IReadOnlyList<string> _tags = [];
    private bool _choicesKnown;
    private Error? _error;

    [Inject]
    public required ContactReader Reader { get; init; }

    [Inject]
    public required ContactLists ListService { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

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

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? List { get; set; }

    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    [SupplyParameterFromQuery]
    public string? Marketing { get; set; }

    [SupplyParameterFromQuery]
    public string? Utility { get; set; }

    [SupplyParameterFromQuery(Name = "opted_out")]
    public string? OptedOut { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? Until { get; set; }

    [SupplyParameterFromQuery]
    public string? Order { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? Number { get; set; }

    private bool MayWrite => Page.May(Permissions.Contacts.Write);

    /// <summary>An audience knows neither texts nor opt-outs.</summary>
    private AudienceChoice? ToThese => _state is { IsFiltered: true, Text: null, OptedOut: null } && _rows is { Count: > 0 }
        ? new AudienceChoice { List = _state.List, Tag = _state.Tag, Marketing = _state.Marketing, Utility = _state.Utility, From = _state.From, Until = _state.Until }
        : null;

    private bool IsMasked => !Page.May(Permissions.Contacts.ReadPersonal);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _loading?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _state = ContactListState.Parse(IsMasked ? null : Text, List, Tag, Marketing, Utility, OptedOut, From, Until, Order, Number);
        if (_state == _loaded)
            return;
        // Everybody of another filter is not who was meant.
        if (_loaded is not null && _state with { Number = 1 } != _loaded with { Number = 1 } && _ticked.IsEverybody)
            _ticked.Clear();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        // What was typed meanwhile makes the older question pointless.
        if (_loading is not null)
            await _loading.CancelAsync();
        _loading?.Dispose();
        var loading = _loading = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        _loaded = _state;
        try
        {
            var actor = await Circuit.GetAsync(loading.Token);
            var filter = _state.ToFilter(Clock.StartOf);
            var page = new PageRequest(_state.Number, ContactListState.PageSize);
            var rows = await Reader.RowsAsync(actor, filter, _state.Order, page, loading.Token);
            _error = rows.Error;
            if (rows.Failed)
                return;
            (_rows, _total, _filter) = (rows.Value, filter == _filter ? _total : null, filter);
            // The rows are there already; what else there is to say takes longer with many. SQLite's calls are over when they
            // return: without the pause the rows would be sent after the next of them.
            StateHasChanged();
            await Task.Yield();
            _error = await LoadChoicesAsync(actor, loading.Token) ?? await CountAsync(actor, filter, page, loading.Token);
        }
        catch (OperationCanceledException) when (loading.IsCancellationRequested)
        {
            // A newer question is under way, or the page was left.
        }
    }

    private async Task<Error?> CountAsync(Actor actor, ContactFilter filter, PageRequest page, CancellationToken ct)
    {
        // The last page tells itself how many there are.
        if (_rows!.Count < page.Size && (_rows.Count > 0 || page.Number == 1))
        {
            _total = page.Skip + _rows.Count;
            return null;
        }

        var total = await Reader.CountAsync(actor, filter, ct);
        if (!total.Failed)
            _total = total.Value;
        return total.Error;
    }

    // Not with each turn of a page.
    private async Task<Error?> LoadChoicesAsync(Actor actor, CancellationToken ct)
    {
        if (_choicesKnown)
            return null;
        var lists = await ListService.NamesAsync(actor, ct);
        var tags = await Reader.TagsAsync(actor, ct);
        if ((lists.Error ?? tags.Error) is { } fault)
            return fault;
        (_lists, _tags, _choicesKnown) = (lists.Value, tags.Value, true);
        return null;
    }

    private Task ReloadAsync()
    {
        _choicesKnown = false;
        return LoadAsync();
    }

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<ContactDialog>();
        if (await dialog.Result is { Canceled: false, Data: ContactDetail made })
            Navigation.NavigateTo(AdminUrls.Contact(Organization, made.Contact.Id.Value));
    }

    private void Go(ContactListState state) => Navigation.NavigateTo((state with { Number = 1 }).Url(Organization));

    private static string? Chosen(ChangeEventArgs e) => e.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static ConsentState? Consent(ChangeEventArgs e) => SnakeCase.TryParse<ConsentState>(e.Value?.ToString(), out var state) ? state : null;
}
