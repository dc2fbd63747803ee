using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Importing;
using Admin.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Tenancy;

/// <summary>Tries every live topic across organizations, whoever registered it.</summary>
public sealed class LiveCrossingTests : IAsyncLifetime
{
    private const string IdSuffix = ":{id}";

    private World _world = null!;
    private Belongings _acme = null!;
    private Belongings _globex = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _acme = await Belongings.OfAsync(_world.Acme);
        _globex = await Belongings.OfAsync(_world.Globex);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Watch_TopicsOfAnothersThings_AreNotFound()
    {
        var topics = _world.Services.GetServices<ILiveTopic>().Where(t => t.Pattern.EndsWith(IdSuffix, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(topics);
        foreach (var topic in topics)
        {
            var own = await WatchAsync(topic.Pattern, _globex);
            var foreign = await WatchAsync(topic.Pattern, _acme);

            Assert.False(own.Failed, $"{topic.Pattern}: {own.Error?.Code}");
            Assert.True(foreign.Error?.Kind == ErrorKind.NotFound, $"{topic.Pattern} of another organization answered {foreign.Error?.Code ?? "a subscription"}.");
        }
    }

    [Fact]
    public async Task Watch_TopicsOfAnOrganization_ShowNothingOfOthers()
    {
        foreach (var topic in _world.Services.GetServices<ILiveTopic>().Where(t => !t.Pattern.EndsWith(IdSuffix, StringComparison.Ordinal)))
        {
            using var watched = (await _world.Get<LiveBroker>().WatchAsync(_world.Globex.Admin, topic.Pattern, () => Task.CompletedTask, CancellationToken.None)).Value;

            var text = await Call.TextAsync(watched);

            Assert.All(_acme.Traces(), trace => Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    private Task<Result<LiveSubscription>> WatchAsync(string pattern, Belongings of) =>
        _world.Get<LiveBroker>().WatchAsync(_world.Globex.Admin, NameOf(pattern, of), () => Task.CompletedTask, CancellationToken.None);

    /// <summary>The topic with an id of somebody's in it.</summary>
    internal static string NameOf(string pattern, Belongings of)
    {
        if (!pattern.EndsWith(IdSuffix, StringComparison.Ordinal))
            return pattern;
        var id = pattern switch
        {
            "campaign" + IdSuffix or CampaignTopics.Details + IdSuffix => of.Id(typeof(CampaignId)),
            ContactImportTopics.One + IdSuffix => of.Id(typeof(ContactImportId)),
            CampaignTopics.Wall + IdSuffix => of.Id(typeof(WallLinkId)),
            _ => throw new InvalidOperationException($"Say whose id the topic {pattern} takes."),
        };
        return pattern.Replace("{id}", id!.ToString(), StringComparison.Ordinal);
    }
}
