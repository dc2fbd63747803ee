using System.Collections.Concurrent;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Messages of which something is still to be told, and events; leaves the disk as little to do as it can.</summary>
internal sealed class UpdatesTold(SimulatorStore store, SimulatorCatalog catalog, PortfolioLimit portfolio)
{
    private readonly ConcurrentDictionary<long, SentMessage> _open = new();

    public void Add(SentMessage message)
    {
        if (message.Open != 0)
            _open[message.Sequence] = message;
    }

    /// <summary>The message as it stands now, while something of it is open.</summary>
    public SentMessage? Find(long sequence) => _open.GetValueOrDefault(sequence);

    /// <summary>They were taken, or given up.</summary>
    public async Task CloseAsync(List<Due> updates)
    {
        Task written = Task.CompletedTask;
        foreach (var (message, index, told) in updates)
        {
            if (told is not null)
            {
                written = store.RemoveAsync(told);
                continue;
            }

            if (!Storyline.IsStatus(message!.Updates[index].Kind))
                Receive(message, index);
            if (message.Close(index) && _open.TryRemove(message.Sequence, out _))
                written = store.MarkAsync(message);
        }

        await written;
    }

    /// <summary>Writes down what of half-told messages is still open, so that a restart does not tell the rest again.</summary>
    public async Task SaveAsync()
    {
        Task written = Task.CompletedTask;
        foreach (var message in _open.Values)
            written = store.MarkAsync(message);
        await written;
    }

    // What comes in counts against the number's throughput, and opens the person's service window.
    private void Receive(SentMessage message, int index)
    {
        catalog.Number(message.PhoneNumberId)?.Bucket.Take();
        portfolio.Open(message.Recipient, message.DueAt(index));
    }
}
