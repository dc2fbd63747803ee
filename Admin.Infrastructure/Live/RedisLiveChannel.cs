using Admin.Domain.Common;
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
    private readonly RedisBroadcast _broadcast;
    private readonly Listeners<LiveNote> _listeners = new();

    public RedisLiveChannel(RedisConnection connection, ILogger<RedisLiveChannel> log) =>
        _broadcast = new RedisBroadcast(connection, "admin:live", Receive, log);

    /// <summary>Completes when this node listens to the others.</summary>
    public Task ListenAsync() => _broadcast.ListenAsync();

    public void Publish(LiveNote note)
    {
        _listeners.Tell(note);
        _broadcast.Send(LiveNoteText.Write(note));
    }

    public IDisposable Subscribe(Action<LiveNote> handler)
    {
        var listening = _listeners.Add(handler);
        _ = ListenAsync();
        return listening;
    }

    public void Dispose()
    {
        _broadcast.Dispose();
        _listeners.Clear();
    }

    private void Receive(string text)
    {
        if (LiveNoteText.TryRead(text, out var note))
            _listeners.Tell(note);
    }
}
