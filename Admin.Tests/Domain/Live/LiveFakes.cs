using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Tests.Domain.Live;

/// <summary>A channel of one node, without a network.</summary>
internal sealed class LocalChannel : ILiveChannel
{
    private readonly List<Action<LiveNote>> _handlers = [];

    public List<LiveNote> Published { get; } = [];

    public void Publish(LiveNote note)
    {
        Published.Add(note);
        foreach (var handler in _handlers.ToList())
            handler(note);
    }

    public IDisposable Subscribe(Action<LiveNote> handler)
    {
        _handlers.Add(handler);
        return new Removal(_handlers, handler);
    }

    private sealed class Removal(List<Action<LiveNote>> handlers, Action<LiveNote> handler) : IDisposable
    {
        public void Dispose() => handlers.Remove(handler);
    }
}

/// <summary>A topic whose number is how often it was read.</summary>
internal sealed class CountingTopic : ILiveTopic
{
    public const string Name = "counting:0198f2e0-0000-7000-8000-00000000000a";

    public string Pattern => "counting:{id}";

    public string Permission => "campaigns.watch";

    public int Reads { get; private set; }

    /// <summary>Whose it is; null: everybody's.</summary>
    public OrganizationId? Owner { get; set; }

    public Exception? Fault { get; set; }

    public Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct)
    {
        if (Fault is not null)
            throw Fault;
        Reads++;
        return Task.FromResult<object?>(Owner is null || Owner == organization ? Reads : null);
    }
}
