using System.Collections.Concurrent;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Live;

/// <summary>
/// One per node: keeps the latest snapshot of every watched topic and hands out subscriptions to it.
/// Components and the hub both watch through here, so both are refused alike.
/// </summary>
public sealed class LiveBroker : IDisposable
{
    private readonly ConcurrentDictionary<(OrganizationId Organization, string Topic), LiveFeed> _feeds = new();
    private readonly LiveTopics _topics;
    private readonly Access _access;
    private readonly TimeProvider _time;
    private readonly ILogger<LiveBroker> _log;
    private readonly IDisposable _notes;
    private readonly ITimer _recheck;

    public LiveBroker(IEnumerable<ILiveTopic> topics, ILiveChannel channel, Access access, TimeProvider time, ILogger<LiveBroker> log)
    {
        _topics = new LiveTopics(topics);
        _access = access;
        _time = time;
        _log = log;
        _notes = channel.Subscribe(OnNote);
        _recheck = time.CreateTimer(_ => _ = RecheckAsync(), null, LivePace.Recheck, LivePace.Recheck);
    }

    /// <summary>How many feeds are open; for metrics and tests.</summary>
    public int OpenFeeds => _feeds.Count;

    /// <summary>
    /// Watches a topic of the actor's organization. When it succeeds the first snapshot is there already;
    /// <paramref name="changed"/> is called for later ones. Dispose the subscription to stop.
    /// </summary>
    public async Task<Result<LiveSubscription>> WatchAsync(Actor actor, string topic, Func<Task> changed, CancellationToken ct)
    {
        if (!_topics.TryFind(topic, out var found, out var id))
        {
            // Who may watch nothing at all learns nothing about names.
            var known = await _access.GrantAsync(actor, ct);
            return known.Refusal ?? LiveErrors.TopicNotFound;
        }

        var allowed = await _access.RequireAsync(actor, Permission(actor, found.Permission), ct);
        if (allowed.Failed)
            return allowed.Error;

        var subscription = Subscribe(allowed.Value, topic, found, id, actor, changed);
        try
        {
            if (await subscription.Feed.FirstRead.WaitAsync(ct))
                return subscription;
        }
        catch
        {
            subscription.Dispose();
            throw;
        }

        subscription.Dispose();
        return LiveErrors.TopicNotFound;
    }

    /// <summary>Ends every subscription whose actor may no longer watch. Runs twice a minute and when rights change.</summary>
    public async Task RecheckAsync()
    {
        foreach (var feed in _feeds.Values)
        {
            foreach (var subscription in feed.Subscriptions)
            {
                if (await RefusalAsync(subscription, feed) is { } refusal)
                    subscription.Close(refusal);
            }
        }
    }

    public void Dispose()
    {
        _notes.Dispose();
        _recheck.Dispose();
        foreach (var feed in _feeds.Values)
            feed.Dispose();
    }

    private async Task<Error?> RefusalAsync(LiveSubscription subscription, LiveFeed feed)
    {
        try
        {
            return (await _access.RequireAsync(subscription.Actor, Permission(subscription.Actor, feed.Permission), CancellationToken.None)).Error;
        }
        catch (Exception e)
        {
            // Rights that cannot be read are not rights: the watcher comes back when the database does.
            _log.LogWarning(e, "Rights could not be read again; a watcher of {Topic} was cut off", feed.Name);
            return Error.Unavailable("live_unavailable", "Whether you may still watch this could not be checked. Try again in a moment.");
        }
    }

    private LiveSubscription Subscribe(OrganizationId organization, string name, ILiveTopic topic, Guid? id, Actor actor, Func<Task> changed)
    {
        while (true)
        {
            var feed = _feeds.GetOrAdd((organization, name), key => new LiveFeed(key.Organization, key.Topic, topic, id, _time, _log));
            var subscription = new LiveSubscription(feed, actor, changed, Release, _time, _log);
            if (feed.TryAdd(subscription))
                return subscription;
            // Its last watcher left this very moment; the next round makes a new one.
            _feeds.TryRemove(KeyValuePair.Create((organization, name), feed));
        }
    }

    private void Release(LiveSubscription subscription)
    {
        var feed = subscription.Feed;
        if (feed.Remove(subscription))
            _feeds.TryRemove(KeyValuePair.Create((feed.Organization, feed.Name), feed));
    }

    private void OnNote(LiveNote note)
    {
        if (_feeds.TryGetValue((note.Organization, note.Topic), out var feed))
            feed.MarkChanged();
    }

    private static string Permission(Actor actor, string ofPeople) =>
        actor.Kind == ActorKind.ServiceToken ? Permissions.Live.Read : ofPeople;
}
