using System.Collections.Immutable;
using Admin.Domain.Live;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Live;

/// <summary>
/// Notes over Redis pub/sub. This node's own handlers are called directly, so that live numbers of one node work without Redis.
/// With Redis away the other nodes miss a note; their watched topics read again by themselves.
/// </summary>
public sealed class RedisLiveChannel : ILiveChannel, IDisposable
{
    private readonly Lock _lock = new();
    private readonly RedisBroadcast _broadcast;
    private ImmutableArray<Action<LiveNote>> _handlers = [];

    public RedisLiveChannel(RedisConnection connection, ILogger<RedisLiveChannel> log) =>
        _broadcast = new RedisBroadcast(connection, "admin:live", Receive, log);

    /// <summary>Completes when this node listens to the others.</summary>
    public Task ListenAsync() => _broadcast.ListenAsync();

    public void Publish(LiveNote note)
    {
        Deliver(note);
        _broadcast.Send(LiveNoteText.Write(note));
    }

    public IDisposable Subscribe(Action<LiveNote> handler)
    {
        lock (_lock)
            _handlers = _handlers.Add(handler);
        _ = ListenAsync();
        return new Subscription(this, handler);
    }

    public void Dispose()
    {
        _broadcast.Dispose();
        lock (_lock)
            _handlers = [];
    }

    private void Receive(string text)
    {
        if (LiveNoteText.TryRead(text, out var note))
            Deliver(note);
    }

    private void Deliver(LiveNote note)
    {
        foreach (var handler in _handlers)
            handler(note);
    }

    private void Remove(Action<LiveNote> handler)
    {
        lock (_lock)
            _handlers = _handlers.Remove(handler);
    }

    private sealed class Subscription(RedisLiveChannel owner, Action<LiveNote> handler) : IDisposable
    {
        public void Dispose() => owner.Remove(handler);
    }
}
