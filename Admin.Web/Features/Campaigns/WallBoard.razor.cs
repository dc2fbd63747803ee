using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Live;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>What a big screen shows: counts, live, until the link ends. Nobody is signed in here.</summary>
public sealed partial class WallBoard : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _left = new();
    private LiveSubscription? _live;
    private ITimer? _timer;
    private WallSnapshot? _board;
    private bool _closed;
    private int _old;

    [Parameter, EditorRequired]
    public required string Token { get; set; }

    [Inject]
    public required WallBoards Boards { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _timer?.Dispose();
        _live?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var watched = await Boards.WatchAsync(Token, () => InvokeAsync(TakeLive), _left.Token);
        if (watched.Failed)
        {
            _closed = true;
            return;
        }

        _live = watched.Value;
        if (_left.IsCancellationRequested)
        {
            _live.Dispose();
            return;
        }

        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Look), null, Second, Second);
        TakeLive();
    }

    private void TakeLive()
    {
        if (_left.IsCancellationRequested || _live is not { } live)
            return;
        _closed = live.Refusal is not null;
        _board = _closed ? null : live.Snapshot.Data as WallSnapshot;
        _old = 0;
        StateHasChanged();
    }

    // Only says something when the numbers stand still although they should not.
    private void Look()
    {
        if (_left.IsCancellationRequested || _closed || _live is not { } live)
            return;
        var old = live.Age > Second + Second ? (int)live.Age.TotalSeconds : 0;
        if (old == _old)
            return;
        _old = old;
        StateHasChanged();
    }

    private static int Reached(RecipientCounts counts) => counts.Sent + counts.Delivered + counts.Read;

    private static string Text(int count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
