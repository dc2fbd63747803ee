using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting.Watching;
using Admin.Infrastructure.Redis;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>Samples over Redis pub/sub, as JSON. This node's own reach it directly, so that its view works without Redis.</summary>
public sealed class RedisRateSamples : IRateSampleChannel, IDisposable
{
    private readonly RedisBroadcast _broadcast;
    private readonly Listeners<RateSample> _listeners = new();
    private readonly ILogger _log;

    public RedisRateSamples(RedisConnection connection, ILogger<RedisRateSamples> log)
    {
        _log = log;
        _broadcast = new RedisBroadcast(connection, "admin:rate-samples", Receive, log);
    }

    /// <summary>Completes when this node listens to the others.</summary>
    public Task ListenAsync() => _broadcast.ListenAsync();

    public void Publish(RateSample sample)
    {
        _listeners.Tell(sample);
        _broadcast.Send(JsonSerializer.Serialize(RateSampleText.Of(sample)));
    }

    public IDisposable Subscribe(Action<RateSample> handler)
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
        try
        {
            if (JsonSerializer.Deserialize<RateSampleText>(text) is { } sample)
                _listeners.Tell(sample.ToSample());
        }
        catch (JsonException e)
        {
            // A node of another version; its numbers are missing from the view, nothing else.
            _log.LogDebug(e, "A sample of another node could not be read");
        }
    }
}
