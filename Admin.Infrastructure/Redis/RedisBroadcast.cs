using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Admin.Infrastructure.Redis;

/// <summary>Text to all other nodes over Redis pub/sub. While Redis is away what is sent is lost; listening starts again by itself.</summary>
/// <param name="received">Called for what other nodes sent; quick, and never throws.</param>
internal sealed class RedisBroadcast(RedisConnection connection, string channel, Action<string> received, ILogger log) : IDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(250);

    private readonly RedisChannel _channel = RedisChannel.Literal(channel);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly string _node = Guid.CreateVersion7().ToString("N");
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

    public void Send(string text)
    {
        _ = ListenAsync();
        connection.Current?.GetSubscriber().Publish(_channel, $"{_node}\n{text}", CommandFlags.FireAndForget);
    }

    public void Dispose() => _stopped.Cancel();

    private async Task KeepTryingToListenAsync()
    {
        var redis = await connection.ConnectAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Once subscribed, the client subscribes again by itself whenever it reconnects.
                var messages = await redis.GetSubscriber().SubscribeAsync(_channel);
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

    // The echo of what this node sent is not for it.
    private void OnMessage(ChannelMessage message)
    {
        var text = message.Message.ToString();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (end >= 0 && !text.AsSpan(0, end).SequenceEqual(_node))
            received(text[(end + 1)..]);
    }
}
