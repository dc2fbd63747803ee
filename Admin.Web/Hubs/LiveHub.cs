using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.SignalR;

namespace Admin.Web.Hubs;

/// <summary>
/// Live numbers for wall boards and scripts. The server sends <c>snapshot</c> {topic, at, data}, and <c>refused</c>
/// {topic, code, message} when it ends a watch by itself. What may be watched is decided by the broker, as for pages.
/// </summary>
public sealed class LiveHub(LiveBroker broker, OrganizationDirectory directory, ErrorWords words, IHubContext<LiveHub> connections) : Hub
{
    public const string Path = "/hubs/live";
    public const string SnapshotMethod = "snapshot";
    public const string RefusedMethod = "refused";

    private const int MaxTopics = 100;
    private const string OrganizationQuery = "organization";

    private static readonly Error TooMany = Error.Refused("too_many_topics", "One connection watches at most 100 topics. Unwatch some, or open another connection.");

    private LiveWatches Watches => (LiveWatches)Context.Items[typeof(LiveWatches)]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[typeof(LiveWatches)] = new LiveWatches();
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Watches.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Sends the topic's snapshot now and whenever it changes, at most four times a second. Watching twice is watching once.</summary>
    public async Task Watch(string topic)
    {
        if (Watches.Has(topic))
            return;
        if (Watches.Count >= MaxTopics)
            throw Refusal(TooMany);
        if (await ActorAsync() is not { } actor)
            throw Refusal(AccessErrors.NotSignedIn);

        var watch = new LiveWatch(topic, connections.Clients.Client(Context.ConnectionId), Watches, words);
        var subscription = await broker.WatchAsync(actor, topic, watch.SendAsync, Context.ConnectionAborted);
        if (subscription.Failed)
            throw Refusal(subscription.Error);
        watch.Begin(subscription.Value);
        Watches.Add(topic, subscription.Value);
        await watch.SendAsync();
    }

    public void Unwatch(string topic) => Watches.Remove(topic);

    private HubException Refusal(Error error) => new($"{error.Code}: {words.Say(error)}");

    /// <summary>A person acts in the organization that X-Organization-Id or ?organization= names, or in their only one.</summary>
    private async Task<Actor?> ActorAsync()
    {
        var http = Context.GetHttpContext();
        if (Context.User is not { } user || PrincipalActor.From(user, null, http?.GetAddress()) is not { } actor || actor.Kind != ActorKind.Person)
            return Context.User is { } other ? PrincipalActor.From(other, null, http?.GetAddress()) : null;
        var named = http?.Request.Headers[ActorMaking.OrganizationHeader].ToString() is { Length: > 0 } header ? header : http?.Request.Query[OrganizationQuery].ToString();
        if (string.IsNullOrEmpty(named))
            return actor with { Organization = await directory.OnlyOneOfAsync(actor.Person!.Value, Context.ConnectionAborted) };
        return Guid.TryParse(named, out var id) ? actor with { Organization = new OrganizationId(id) } : actor;
    }
}
