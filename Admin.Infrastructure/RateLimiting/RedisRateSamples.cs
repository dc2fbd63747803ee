using System.Collections.Immutable;
using System.Text.Json;
using Admin.Domain.RateLimiting.Watching;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>Samples over Redis pub/sub, as JSON. This node's own reach it directly, so that its view works without Redis.</summary>
public sealed class RedisRateSamples : IRateSampleChannel, IDisposable
{
    private readonly Lock _lock = new();
    private readonly RedisBroadcast _broadcast;
    private readonly ILogger _log;
    private ImmutableArray<Action<RateSample>> _handlers = [];

    public RedisRateSamples(RedisConnection connection, ILogger<RedisRateSamples> log)
    {
        _log = log;
        _broadcast = new RedisBroadcast(connection, "admin:rate-samples", Receive, log);
    }

    /// <summary>Completes when this node listens to the others.</summary>
    public Task ListenAsync() => _broadcast.ListenAsync();

    public void Publish(RateSample sample)
    {
        Deliver(sample);
        _broadcast.Send(JsonSerializer.Serialize(RateSampleText.Of(sample)));
    }

    public IDisposable Subscribe(Action<RateSample> handler)
    {
        lock (_lock)
            _handlers = _handlers.Add(handler);
        _ = _broadcast.ListenAsync();
        return new Subscription(this, handler);
    }

    public void Dispose() => _broadcast.Dispose();

    private void Receive(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<RateSampleText>(text) is { } sample)
                Deliver(sample.ToSample());
        }
        catch (JsonException e)
        {
            // A node of another version; its numbers are missing from the view, nothing else.
            _log.LogDebug(e, "A sample of another node could not be read");
        }
    }

    private void Deliver(RateSample sample)
    {
        foreach (var handler in _handlers)
            handler(sample);
    }

    private void Remove(Action<RateSample> handler)
    {
        lock (_lock)
            _handlers = _handlers.Remove(handler);
    }

    private sealed class Subscription(RedisRateSamples owner, Action<RateSample> handler) : IDisposable
    {
        public void Dispose() => owner.Remove(handler);
    }
}
