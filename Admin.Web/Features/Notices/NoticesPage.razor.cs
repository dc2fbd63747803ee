using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Notices;

public sealed partial class NoticesPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private NoticeListState _state = new();
    private (string, NoticeListState, int?)? _loaded;
    private Page<NoticeView>? _list;
    private LiveSubscription? _live;

    [Inject]
    public required NoticeInbox Inbox { get; init; }

    [Inject]
    public required LiveBroker Broker { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    /// <summary>Marking is an act of its own: the list may load meanwhile.</summary>
    [Inject]
    public required ActionRunner Acts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IStringLocalizer<NoticeTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery]
    public bool? Unread { get; set; }

    [SupplyParameterFromQuery]
    public string? Group { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _live?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var (watched, live) = await Runner.RunAsync(async () => await Broker.WatchAsync(await Circuit.GetAsync(_left.Token), NoticeInbox.LiveTopic, () => InvokeAsync(OnNoteAsync), _left.Token));
        _live = watched ? live : null;
        // The page may have been left while the subscription was being made; nobody else would end it then.
        if (_left.IsCancellationRequested)
            _live?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var state = NoticeListState.Parse(Unread, Group);
        if (_loaded == (Organization, state, Number))
            return;
        _loaded = (Organization, state, Number);
        _state = state;
        await LoadAsync();
    }

    private async Task OnNoteAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var (loaded, list) = await Runner.RunAsync(async () => await Inbox.ListAsync(await Circuit.GetAsync(_left.Token), _state.Filter, new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task MarkReadAsync(NoticeView notice)
    {
        if (!notice.IsRead && await Acts.RunAsync(async () => await Inbox.MarkReadAsync(await Circuit.GetAsync(_left.Token), notice.Id, _left.Token)))
            await LoadAsync();
    }

    private async Task MarkAllReadAsync()
    {
        var (marked, _) = await Acts.RunAsync(async () => await Inbox.MarkAllReadAsync(await Circuit.GetAsync(_left.Token), _state.Group, _left.Token), Loc[nameof(NoticeTexts.AllRead)]);
        if (marked)
            await LoadAsync();
    }

    private void Go(NoticeListState state) => Navigation.NavigateTo(state.Url(Organization));

    private static NoticeGroup? Read(object? value) => SnakeCase.TryParse<NoticeGroup>(value as string, out var group) ? group : null;
}
