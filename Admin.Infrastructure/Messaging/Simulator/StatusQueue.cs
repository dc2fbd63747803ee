namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Statuses by the time they fall due; those of one message keep their order.</summary>
internal sealed class StatusQueue
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<PendingStatus, (long DueAt, long Id)> _queue = new();
    private TaskCompletionSource _added = NewSignal();

    public void Add(IEnumerable<PendingStatus> statuses)
    {
        lock (_lock)
        {
            foreach (var status in statuses)
                _queue.Enqueue(status, (status.DueAt, status.Id));
            _added.TrySetResult();
        }
    }

    /// <summary>When the first falls due; null when there is none, with a task that ends when there is.</summary>
    public (long? DueAt, Task Added) Next()
    {
        lock (_lock)
        {
            if (_queue.TryPeek(out var status, out _))
                return (status.DueAt, Task.CompletedTask);
            if (_added.Task.IsCompleted)
                _added = NewSignal();
            return (null, _added.Task);
        }
    }

    public IReadOnlyList<PendingStatus> Take(long dueUntil, int max)
    {
        lock (_lock)
        {
            var taken = new List<PendingStatus>();
            while (taken.Count < max && _queue.TryPeek(out var status, out _) && status.DueAt <= dueUntil)
                taken.Add(_queue.Dequeue());
            return taken;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
