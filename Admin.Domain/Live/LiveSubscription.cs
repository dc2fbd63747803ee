using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Live;

/// <summary>
/// One watcher of a topic. The callback carries no data: read <see cref="Snapshot"/> in it. At most four callbacks a second,
/// never two at once; what comes in between is one callback. It runs in the execution context (culture) of whoever subscribed.
/// </summary>
public sealed class LiveSubscription : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LiveFeed _feed;
    private readonly Action<LiveSubscription> _release;
    private readonly Func<Task> _changed;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private long? _lastCall;
    private bool _waiting;
    private bool _running;
    private bool _again;
    private bool _disposed;

    internal LiveSubscription(LiveFeed feed, Actor actor, Func<Task> changed, Action<LiveSubscription> release, TimeProvider time, ILogger log)
    {
        _feed = feed;
        _release = release;
        _changed = changed;
        _time = time;
        _log = log;
        Actor = actor;
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The latest state; always there once watching succeeded.</summary>
    public LiveSnapshot Snapshot => _feed.Snapshot ?? throw new InvalidOperationException("Nothing was read yet.");

    /// <summary>Set when the subscription was ended from this side: the right is gone, or the thing is. No further callback comes.</summary>
    public Error? Refusal { get; private set; }

    internal Actor Actor { get; }

    internal LiveFeed Feed => _feed;

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _timer.Dispose();
        _release(this);
    }

    /// <summary>Ends it with a reason; the watcher is called once more, to see the reason.</summary>
    internal void Close(Error refusal)
    {
        lock (_lock)
        {
            if (_disposed || Refusal is not null)
                return;
            Refusal = refusal;
        }

        _release(this);
        Notify();
    }

    internal void Notify()
    {
        lock (_lock)
        {
            if (_disposed || _waiting)
                return;
            if (_running)
            {
                _again = true;
                return;
            }

            Arm();
        }
    }

    private void Arm()
    {
        var due = _lastCall is { } last ? LivePace.Interval - _time.GetElapsedTime(last) : TimeSpan.Zero;
        _waiting = true;
        _timer.Change(due < TimeSpan.Zero ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }

    private void Run()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _waiting = false;
            _running = true;
            _again = false;
            _lastCall = _time.GetTimestamp();
        }

        if (_context is null)
            _ = CallAsync();
        else
            ExecutionContext.Run(_context, static self => _ = ((LiveSubscription)self!).CallAsync(), this);
    }

    private async Task CallAsync()
    {
        try
        {
            await _changed();
        }
        catch (Exception e)
        {
            // One broken watcher must not stop the others; a component reports its own faults to its renderer.
            _log.LogError(e, "A watcher of {Topic} failed", _feed.Name);
        }
        finally
        {
            lock (_lock)
            {
                _running = false;
                if (_again && !_disposed)
                    Arm();
            }
        }
    }
}
