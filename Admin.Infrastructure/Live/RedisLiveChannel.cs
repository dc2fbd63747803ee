using System.Collections.Immutable;
using Admin.Domain.Live;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Admin.Infrastructure.Live;

/// <summary>
/// Notes over Redis pub/sub. This node's own handlers are called directly, so that live numbers of one node work without Redis;
/// the echo from Redis is ignored.
/// </summary>
public sealed class RedisLiveChannel(RedisConnection connection, ILogger<RedisLiveChannel> log) : ILiveChannel, IDisposable
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("admin:live");

    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly string _node = Guid.CreateVersion7().ToString("N");
    private ImmutableArray<Action<LiveNote>> _handlers = [];
    private Task? _listening;

    /// <summary>Completes when this node listens to the others.</summary>
    public Task ListenAsync()
    {
        lock (_lock)
        {
            if (_listening is null or { IsFaulted: true })
                _listening = Task.Run(KeepTryingToListenAsync);
            return _listening;
        }
    }

    public void Publish(LiveNote note)
    {
        Deliver(note);
        _ = ListenAsync();
        // With Redis away the other nodes miss this note; their watched topics read again by themselves.
        connection.Current?.GetSubscriber().Publish(Channel, LiveNoteText.Write(_node, note), CommandFlags.FireAndForget);
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
        _stopped.Cancel();
        lock (_lock)
            _handlers = [];
    }

    private async Task KeepTryingToListenAsync()
    {
        var redis = await connection.ConnectAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Once subscribed, the client subscribes again by itself whenever it reconnects.
                var messages = await redis.GetSubscriber().SubscribeAsync(Channel);
                messages.OnMessage(OnMessage);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                if (attempt == 1)
                    log.LogWarning("Listening to the other nodes failed ({Fault}); trying again until it works", e.GetType().Name);
                await Task.Delay(RetryEvery, TimeProvider.System, _stopped.Token);
            }
        }
    }

    private void OnMessage(ChannelMessage message)
    {
        if (LiveNoteText.TryRead(message.Message, out var node, out var note) && node != _node)
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
