using System.Collections.Immutable;
using Admin.Domain.Organizations;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Live;

/// <summary>
/// One watched topic of one organization on this node. Reads the snapshot at most once per <see cref="LivePace.Interval"/>,
/// however many notes arrive and however many watch, and never twice at once.
/// </summary>
internal sealed class LiveFeed : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly ITimer _timer;
    private readonly ILiveTopic _topic;
    private readonly Guid? _id;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private ImmutableArray<LiveSubscription> _subscriptions = [];
    private TaskCompletionSource<bool> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LiveSnapshot? _snapshot;
    private long? _lastRead;
    private bool _reading;
    private bool _changedMeanwhile;
    private bool _closed;

    public LiveFeed(OrganizationId organization, string name, ILiveTopic topic, Guid? id, TimeProvider time, ILogger log)
    {
        Organization = organization;
        Name = name;
        _topic = topic;
        _id = id;
        _time = time;
        _log = log;
        // The first watcher's culture and identity must not travel with the timer.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => _ = ReadAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public OrganizationId Organization { get; }

    public string Name { get; }

    public string Permission => _topic.Permission;

    public LiveSnapshot? Snapshot => _snapshot;

    /// <summary>Completes with the first read: whether there is such a thing.</summary>
    public Task<bool> FirstRead => _first.Task;

    public ImmutableArray<LiveSubscription> Subscriptions
    {
        get
        {
            lock (_lock)
                return _subscriptions;
        }
    }

    /// <summary>False when the feed has just been closed by its last watcher.</summary>
    public bool TryAdd(LiveSubscription subscription)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            _subscriptions = _subscriptions.Add(subscription);
            // Not before somebody watches: of two feeds made at once for one topic only one is used.
            if (_lastRead is null && !_reading)
                ReadIn(TimeSpan.Zero);
            return true;
        }
    }

    /// <summary>True when nobody is left and the feed closed.</summary>
    public bool Remove(LiveSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = _subscriptions.Remove(subscription);
            if (_closed || _subscriptions.Length > 0)
                return false;
            _closed = true;
        }

        Dispose();
        return true;
    }

    /// <summary>Something changed: read again as soon as the pace allows.</summary>
    public void MarkChanged()
    {
        lock (_lock)
        {
            if (_reading)
                _changedMeanwhile = true;
            else
                ReadIn(LivePace.Interval - SinceLastRead());
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stopped.Cancel();
        _first.TrySetResult(false);
    }

    private async Task ReadAsync()
    {
        lock (_lock)
        {
            if (_closed || _reading)
                return;
            _reading = true;
            _changedMeanwhile = false;
            _lastRead = _time.GetTimestamp();
        }

        var at = _time.GetUtcNow().UtcDateTime;
        var (answered, data) = await AskTopicAsync();
        Finish();
        if (!answered)
            return;
        if (data is not null)
            _snapshot = new LiveSnapshot(Name, at, data);
        // Told outside the lock: a subscriber may unsubscribe from within.
        foreach (var subscription in Subscriptions)
        {
            if (data is null && _first.Task.IsCompleted)
                subscription.Close(LiveErrors.TopicNotFound);
            else if (_first.Task.IsCompleted)
                subscription.Notify();
        }

        _first.TrySetResult(data is not null);
    }

    private async Task<(bool Answered, object? Data)> AskTopicAsync()
    {
        try
        {
            return (true, await _topic.ReadAsync(Organization, _id, _stopped.Token));
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            return (false, null);
        }
        catch (Exception e)
        {
            // The old snapshot stays and its age shows; the next refresh tries again.
            _log.LogWarning(e, "Live topic {Topic} could not be read", _topic.Pattern);
            var first = _first;
            if (!first.Task.IsCompleted)
            {
                _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
                first.TrySetException(e);
            }

            return (false, null);
        }
    }

    private void Finish()
    {
        lock (_lock)
        {
            _reading = false;
            ReadIn((_changedMeanwhile ? LivePace.Interval : _topic.RefreshEvery) - SinceLastRead());
        }
    }

    private TimeSpan SinceLastRead() => _lastRead is { } last ? _time.GetElapsedTime(last) : TimeSpan.MaxValue;

    private void ReadIn(TimeSpan due)
    {
        if (!_closed)
            _timer.Change(due < TimeSpan.Zero ? TimeSpan.Zero : due, Timeout.InfiniteTimeSpan);
    }
}
