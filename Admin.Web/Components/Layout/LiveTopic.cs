using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Components.Layout;

/// <summary>
/// A live topic as a page watches it: it hands each snapshot to the page, turns to another topic when the page does, and ends with
/// it. When the answer is that rights cannot be read just now, it asks again by itself; the page keeps its numbers and their age shows.
/// </summary>
public sealed class LiveTopic : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _left = new();
    private LiveSubscription? _live;
    private ITimer? _again;
    private string? _watched;

    /// <summary>Which one; of the organization whose page this is.</summary>
    [Parameter, EditorRequired]
    public required string Topic { get; set; }

    /// <summary>How it is watched where that is not for the person on the page to do: a wall board watches by its token.</summary>
    [Parameter]
    public Func<Func<Task>, CancellationToken, Task<Result<LiveSubscription>>>? Watch { get; set; }

    /// <summary>The first snapshot at once, then each newer one.</summary>
    [Parameter, EditorRequired]
    public EventCallback<LiveSnapshot> OnSnapshot { get; set; }

    /// <summary>It may not be watched, or not any longer; no snapshot comes after this.</summary>
    [Parameter]
    public EventCallback<Error> OnRefused { get; set; }

    [Inject]
    public required LiveBroker Broker { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required ILogger<LiveTopic> Log { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _again?.Dispose();
        _live?.Dispose();
    }

    // Renders nothing, so there is nothing to render again.
    protected override bool ShouldRender() => false;

    protected override Task OnParametersSetAsync()
    {
        if (_watched == Topic)
            return Task.CompletedTask;
        _watched = Topic;
        return WatchAsync(Topic);
    }

    private async Task WatchAsync(string topic)
    {
        _again?.Dispose();
        _live?.Dispose();
        _live = null;
        var watched = await OpenAsync(topic, () => InvokeAsync(OnChangedAsync), _left.Token);
        // The page may have been left or turned to another topic meanwhile; nobody else would end this one then.
        if (_left.IsCancellationRequested || _watched != topic)
        {
            if (!watched.Failed)
                watched.Value.Dispose();
        }
        else if (watched.Failed)
        {
            await RefuseAsync(watched.Error);
        }
        else
        {
            _live = watched.Value;
            await TakeAsync();
        }
    }

    private async Task<Result<LiveSubscription>> OpenAsync(string topic, Func<Task> changed, CancellationToken ct) =>
        Watch is { } watch ? await watch(changed, ct) : await Broker.WatchAsync(await Circuit.GetAsync(ct), topic, changed, ct);

    private async Task OnChangedAsync()
    {
        try
        {
            await TakeAsync();
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left while it took the numbers in.
        }
        catch (Exception e)
        {
            // A fault of the page's belongs to the page, not to the feed that told it.
            await DispatchExceptionAsync(e);
        }
    }

    private Task TakeAsync()
    {
        if (_left.IsCancellationRequested || _live is not { } live)
            return Task.CompletedTask;
        return live.Refusal is { } refusal ? RefuseAsync(refusal) : OnSnapshot.InvokeAsync(live.Snapshot);
    }

    private Task RefuseAsync(Error refusal)
    {
        if (refusal.Kind != ErrorKind.Unavailable)
            return OnRefused.InvokeAsync(refusal);
        WatchLater();
        return Task.CompletedTask;
    }

    private void WatchLater() => _again = Time.CreateTimer(_ => _ = InvokeAsync(WatchAgainAsync), null, Pause, Timeout.InfiniteTimeSpan);

    private async Task WatchAgainAsync()
    {
        if (_left.IsCancellationRequested || _watched is not { } topic)
            return;
        try
        {
            await WatchAsync(topic);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // Left while it tried.
        }
        catch (Exception e)
        {
            Log.LogWarning(e, "Live topic {Topic} could not be watched again yet", topic);
            WatchLater();
        }
    }
}
