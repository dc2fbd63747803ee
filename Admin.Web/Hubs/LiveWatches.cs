using System.Collections.Concurrent;
using Admin.Domain.Live;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.SignalR;

namespace Admin.Web.Hubs;

/// <summary>What one connection watches; all of it ends with the connection.</summary>
internal sealed class LiveWatches : IDisposable
{
    private readonly ConcurrentDictionary<string, LiveSubscription> _byTopic = new(StringComparer.Ordinal);
    private volatile bool _disposed;

    public int Count => _byTopic.Count;

    public bool Has(string topic) => _byTopic.ContainsKey(topic);

    public void Add(string topic, LiveSubscription subscription)
    {
        _byTopic[topic] = subscription;
        // The connection may have gone while the topic was being looked up.
        if (_disposed)
            Remove(topic);
    }

    public void Remove(string topic)
    {
        if (_byTopic.TryRemove(topic, out var subscription))
            subscription.Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (var topic in _byTopic.Keys)
            Remove(topic);
    }
}

/// <summary>Sends one topic to one connection.</summary>
internal sealed class LiveWatch(string topic, IClientProxy client, LiveWatches watches, ErrorWords words)
{
    private volatile LiveSubscription? _subscription;

    public void Begin(LiveSubscription subscription) => _subscription = subscription;

    public async Task SendAsync()
    {
        if (_subscription is not { } subscription)
            return;
        if (subscription.Refusal is { } refusal)
        {
            watches.Remove(topic);
            await client.SendAsync(LiveHub.RefusedMethod, new LiveRefusal(topic, refusal.Code, words.Say(refusal)));
            return;
        }

        var snapshot = subscription.Snapshot;
        await client.SendAsync(LiveHub.SnapshotMethod, snapshot);
    }
}

internal sealed record LiveRefusal(string Topic, string Code, string Message);
