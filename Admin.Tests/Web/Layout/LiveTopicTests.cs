using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Tests.Web.Campaigns;
using Admin.Web.Components.Layout;
using Bunit;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Web.Layout;

/// <summary>The one way in which pages watch, against the real broker.</summary>
public sealed class LiveTopicTests : CampaignPages
{
    private static readonly Error Away = Error.Unavailable("live_unavailable", "Not now.");

    private readonly List<CampaignView> _seen = [];
    private readonly List<string> _refusals = [];

    private LiveBroker Broker => World.Get<LiveBroker>();

    [Fact]
    public async Task Topic_Watched_GivesTheFirstSnapshotAndNewerOnesByItself()
    {
        var id = await RunningAsync((RecipientState.Pending, null));
        var topic = Watch(CampaignTopics.Of(id));
        topic.WaitForAssertion(() => Assert.Single(_seen), Patience);

        // No note is given: the numbers must not grow old because one was lost.
        await PauseInTheDatabaseAsync(id);
        World.Time.Advance(TimeSpan.FromMilliseconds(900));

        topic.WaitForAssertion(() => Assert.Equal(CampaignStatus.Paused, _seen[^1].Status), Patience);
    }

    [Fact]
    public async Task Topic_TurnedToAnother_LeavesTheFirst()
    {
        var (first, second) = (await RunningAsync((RecipientState.Pending, null)), await DraftAsync(1));
        var topic = Watch(CampaignTopics.Of(first));
        topic.WaitForAssertion(() => Assert.Single(_seen), Patience);

        topic.Render(p => p.Add(t => t.Topic, CampaignTopics.Of(second)));

        topic.WaitForAssertion(() => Assert.Equal(second, _seen[^1].Id), Patience);
        Assert.Equal(1, Broker.OpenFeeds);
    }

    [Fact]
    public async Task Topic_PageLeft_EndsItsSubscription()
    {
        var id = await DraftAsync(1);
        var topic = Watch(CampaignTopics.Of(id));
        topic.WaitForAssertion(() => Assert.Single(_seen), Patience);

        await DisposeComponentsAsync();

        Assert.Equal(0, Broker.OpenFeeds);
    }

    [Fact]
    public void Topic_OfNobodysThing_IsRefusedOnce()
    {
        var topic = Watch(CampaignTopics.Of(CampaignId.New()));

        topic.WaitForAssertion(() => Assert.Equal(["topic_not_found"], _refusals), Patience);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task Topic_RightsUnreadableForAMoment_WatchesAgainByItself()
    {
        var id = await DraftAsync(1);
        var asked = 0;
        var topic = Watch(CampaignTopics.Of(id), async (changed, ct) => ++asked switch
        {
            1 => Away,
            2 => throw new InvalidOperationException("database is locked"),
            _ => await Broker.WatchAsync(Acme.Admin, CampaignTopics.Of(id), changed, ct),
        });
        Assert.Equal(1, asked);

        World.Time.Advance(TimeSpan.FromSeconds(2));
        topic.WaitForAssertion(() => Assert.Equal(2, asked), Patience);
        // It waits again only after the fault has come back to it, and renders nothing that would say when.
        using var patience = new CancellationTokenSource(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (_seen.Count == 0)
        {
            World.Time.Advance(TimeSpan.FromSeconds(2));
            await pulse.WaitForNextTickAsync(patience.Token);
        }

        Assert.Single(_seen);
        Assert.Empty(_refusals);
    }

    private IRenderedComponent<LiveTopic> Watch(string name, Func<Func<Task>, CancellationToken, Task<Result<LiveSubscription>>>? how = null) => Render<LiveTopic>(p => p
        .Add(t => t.Topic, name)
        .Add(t => t.Watch, how)
        .Add(t => t.OnSnapshot, s => _seen.Add((CampaignView)s.Data))
        .Add(t => t.OnRefused, e => _refusals.Add(e.Code)));

    private async Task PauseInTheDatabaseAsync(CampaignId id)
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(Acme.Id));
        Assert.Null((await db.Set<Campaign>().SingleAsync(c => c.Id == id, Ct)).Pause(null, Campaign.PausedByPerson).Error);
        await db.SaveChangesAsync(Ct);
    }
}
