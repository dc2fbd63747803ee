using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Notices;

public sealed partial class NoticeBell : IDisposable
{
    /// <summary>The page has the others.</summary>
    private const int Latest = 8;

    private const int MostShown = 99;

    private readonly CancellationTokenSource _left = new();
    private LiveSubscription? _live;
    private IReadOnlyList<NoticeView>? _latest;
    private int _unread;
    private string _arrived = "";

    [Inject]
    public required NoticeInbox Inbox { get; init; }

    [Inject]
    public required LiveBroker Broker { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    /// <summary>Marking is an act of its own: the count may move meanwhile.</summary>
    [Inject]
    public required ActionRunner Acts { get; init; }

    [Inject]
    public required IStringLocalizer<NoticeTexts> Loc { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationCard Organization { get; set; }

    private string Label => _unread switch
    {
        0 => Loc[nameof(NoticeTexts.BellNone)],
        1 => Loc[nameof(NoticeTexts.BellOne)],
        _ => Loc[nameof(NoticeTexts.BellSome), _unread],
    };

    /// <summary>Seen beside the bell; the button's name says it in words.</summary>
    private RenderFragment Badge => builder =>
    {
        if (_unread == 0)
            return;
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "count");
        builder.AddAttribute(2, "aria-hidden", "true");
        builder.AddContent(3, _unread > MostShown ? $"{MostShown}+" : _unread.ToString(CultureInfo.CurrentCulture));
        builder.CloseElement();
    };

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _live?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await CountAsync();
        if (Runner.Error is not null || _left.IsCancellationRequested)
            return;
        var (watched, live) = await Runner.RunAsync(async () => await Broker.WatchAsync(await ActorAsync(), NoticeInbox.LiveTopic, () => InvokeAsync(OnNoteAsync), _left.Token));
        _live = watched ? live : null;
        // The organization may have been left while the subscription was being made; nobody else would end it then.
        if (_left.IsCancellationRequested)
            _live?.Dispose();
    }

    private async Task OnNoteAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        var before = _unread;
        await CountAsync();
        if (_latest is not null)
            await LoadAsync();
        // Said only when something came in, and anew each time.
        _arrived = _unread > before ? $"{Loc[nameof(NoticeTexts.Arrived)]} {Label}" : "";
        StateHasChanged();
    }

    private async Task OpenedAsync(bool open)
    {
        if (open)
            await LoadAsync();
    }

    private async Task CountAsync()
    {
        var (read, unread) = await Runner.RunAsync(async () => await Inbox.CountUnreadAsync(await ActorAsync(), _left.Token));
        if (read)
            _unread = unread;
    }

    private async Task LoadAsync()
    {
        var (read, list) = await Runner.RunAsync(async () => await Inbox.ListAsync(await ActorAsync(), new NoticeFilter(), new PageRequest(1, Latest), _left.Token));
        if (read)
            _latest = list!.Items;
    }

    private async Task MarkReadAsync(NoticeView notice)
    {
        if (!notice.IsRead && await Acts.RunAsync(async () => await Inbox.MarkReadAsync(await ActorAsync(), notice.Id, _left.Token)))
            await RefreshAsync();
    }

    private async Task MarkAllReadAsync()
    {
        if ((await Acts.RunAsync(async () => await Inbox.MarkAllReadAsync(await ActorAsync(), null, _left.Token))).Succeeded)
            await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        await CountAsync();
        await LoadAsync();
    }

    // Of the organization that this is about; the address may name another one by the time a note arrives.
    private Task<Actor> ActorAsync() => Circuit.GetAsync(Organization.Id);
}
