namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>An update of a message, or an event of the platform.</summary>
internal readonly record struct Due(SentMessage? Message, int Index, PlatformEvent? Event)
{
    public long At => Event?.DueAt ?? Message!.DueAt(Index);
}

/// <summary>Updates by the time they fall due; those of one message keep their order.</summary>
internal sealed class UpdateQueue
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Due, (long DueAt, long Order)> _queue = new();
    private TaskCompletionSource _added = NewSignal();
    private long _order;

    public int Count
    {
        get
        {
            lock (_lock)
                return _queue.Count;
        }
    }

    public void Add(SentMessage message)
    {
        lock (_lock)
        {
            for (var i = 0; i < message.Updates.Length; i++)
            {
                if (message.IsOpen(i))
                    _queue.Enqueue(new Due(message, i, null), (message.DueAt(i), _order++));
            }

            _added.TrySetResult();
        }
    }

    public void Add(PlatformEvent told)
    {
        lock (_lock)
        {
            _queue.Enqueue(new Due(null, 0, told), (told.DueAt, _order++));
            _added.TrySetResult();
        }
    }

    /// <summary>When the first falls due; null when there is none, with a task that ends when there is.</summary>
    public (long? DueAt, Task Added) Next()
    {
        lock (_lock)
        {
            if (_queue.TryPeek(out _, out var first))
                return (first.DueAt, Task.CompletedTask);
            if (_added.Task.IsCompleted)
                _added = NewSignal();
            return (null, _added.Task);
        }
    }

    public List<Due> Take(long dueUntil, int max)
    {
        lock (_lock)
        {
            var taken = new List<Due>(Math.Min(max, _queue.Count));
            while (taken.Count < max && _queue.TryPeek(out _, out var first) && first.DueAt <= dueUntil)
                taken.Add(_queue.Dequeue());
            return taken;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
