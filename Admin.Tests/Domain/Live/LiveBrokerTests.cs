using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.Live;

public sealed class LiveBrokerTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = LivePace.Interval;

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly LocalChannel _channel = new();
    private readonly CountingTopic _topic = new();
    private readonly Actor _acme = Actor.System(OrganizationId.New(), "test");
    private TestDb _db = null!;
    private Access _access = null!;
    private LiveBroker _broker = null!;

    public async ValueTask InitializeAsync()
    {
        _db = await TestDb.CreateAsync();
        _access = new Access(new AccessReader(_db.Db, _time, Options.Create(new AccessOptions())), _db.Db, _time);
        _broker = new LiveBroker([_topic], _channel, _access, _time, NullLogger<LiveBroker>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _broker.Dispose();
        _access.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task Watch_KnownTopic_HasItsFirstSnapshotAtOnce()
    {
        using var subscription = await WatchAsync(() => Task.CompletedTask);

        Assert.Equal(1, subscription.Snapshot.Data);
        Assert.Equal(Times.Now, subscription.Snapshot.At);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("counting")]
    [InlineData("counting:")]
    [InlineData("counting:{id}")]
    [InlineData("counting:0198F2E0-0000-7000-8000-00000000000A")]
    [InlineData("counting:0198f2e0000070008000000000000001")]
    public async Task Watch_NameOfNoTopic_IsNotFound(string name)
    {
        var answer = await _broker.WatchAsync(_acme, name, () => Task.CompletedTask, CancellationToken.None);

        Assert.Equal("topic_not_found", answer.Error?.Code);
        Assert.Equal(0, _broker.OpenFeeds);
    }

    [Fact]
    public async Task Watch_IdOfAnotherOrganization_IsNotFound()
    {
        _topic.Owner = OrganizationId.New();

        var answer = await _broker.WatchAsync(_acme, CountingTopic.Name, () => Task.CompletedTask, CancellationToken.None);

        Assert.Equal("topic_not_found", answer.Error?.Code);
        Assert.Equal(0, _broker.OpenFeeds);
    }

    [Fact]
    public async Task Watch_PersonNobodyKnows_IsRefused()
    {
        var stranger = Actor.ForPerson(PersonId.New(), SessionId.New(), _acme.Organization, null);

        var answer = await _broker.WatchAsync(stranger, CountingTopic.Name, () => Task.CompletedTask, CancellationToken.None);

        Assert.Equal("not_signed_in", answer.Error?.Code);
        Assert.Equal(0, _topic.Reads);
    }

    [Fact]
    public async Task Note_ForTheTopic_CallsTheWatcherWhoSeesTheNewSnapshot()
    {
        var seen = 0;
        LiveSubscription? subscription = null;
        subscription = await WatchAsync(() =>
        {
            seen = (int)subscription!.Snapshot.Data;
            return Task.CompletedTask;
        });

        Changed(_acme);
        _time.Advance(Tick);

        Assert.Equal(2, seen);
        subscription.Dispose();
    }

    [Fact]
    public async Task Notes_ManyWithinASecond_ReadAndCallAtMostFourTimes()
    {
        var calls = 0;
        using var first = await WatchAsync(() => Count(ref calls));
        using var second = await WatchAsync(() => Task.CompletedTask);
        _time.Advance(Tick);
        var readsBefore = _topic.Reads;

        for (var i = 0; i < 990; i++)
        {
            Changed(_acme);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_topic.Reads - readsBefore, 3, 4);
        Assert.InRange(calls, 3, 4);
    }

    [Fact]
    public async Task Notes_WhileTheWatcherIsBusy_BecomeOneCall()
    {
        var calls = 0;
        var busy = new TaskCompletionSource();
        using var subscription = await WatchAsync(() =>
        {
            calls++;
            return busy.Task;
        });
        for (var i = 0; i < 10; i++)
        {
            Changed(_acme);
            _time.Advance(Tick);
        }

        Assert.Equal(1, calls);
        busy.SetResult();
        _time.Advance(Tick);
        _time.Advance(Tick);

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Note_OfAnotherOrganization_DoesNotWakeTheFeed()
    {
        var calls = 0;
        using var subscription = await WatchAsync(() => Count(ref calls));

        _channel.Publish(new LiveNote(CountingTopic.Name, OrganizationId.New()));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, calls);
        Assert.Equal(1, _topic.Reads);
    }

    [Fact]
    public async Task Silence_ForTheRefreshTime_ReadsAgain()
    {
        var calls = 0;
        using var subscription = await WatchAsync(() => Count(ref calls));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, calls);
        Assert.Equal(TimeSpan.Zero, Age(subscription));
    }

    [Fact]
    public async Task Read_Fails_KeepsTheSnapshotWhoseAgeGrowsAndRecovers()
    {
        using var subscription = await WatchAsync(() => Task.CompletedTask);
        _topic.Fault = new IOException("away");
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, subscription.Snapshot.Data);
        Assert.Equal(TimeSpan.FromSeconds(5), Age(subscription));

        _topic.Fault = null;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.Zero, Age(subscription));
    }

    [Fact]
    public async Task Watcher_Throws_DoesNotDisturbTheOthers()
    {
        var calls = 0;
        using var bad = await WatchAsync(() => throw new InvalidOperationException("broken"));
        using var good = await WatchAsync(() => Count(ref calls));

        Changed(_acme);
        _time.Advance(Tick);
        Changed(_acme);
        _time.Advance(Tick);

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Callback_Always_RunsInTheCultureOfTheSubscriber()
    {
        var culture = "";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("pt-BR");
        using var subscription = await WatchAsync(() =>
        {
            culture = CultureInfo.CurrentCulture.Name;
            return Task.CompletedTask;
        });
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Changed(_acme);
        _time.Advance(Tick);
        CultureInfo.CurrentCulture = before;

        Assert.Equal("pt-BR", culture);
    }

    [Fact]
    public async Task Dispose_LastWatcher_ClosesTheFeedAndReadsNoMore()
    {
        var first = await WatchAsync(() => Task.CompletedTask);
        var second = await WatchAsync(() => Task.CompletedTask);

        first.Dispose();
        Assert.Equal(1, _broker.OpenFeeds);
        second.Dispose();
        second.Dispose();
        Changed(_acme);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, _broker.OpenFeeds);
        Assert.Equal(1, _topic.Reads);
    }

    [Fact]
    public async Task Dispose_WithinTheCallback_IsAllowed()
    {
        LiveSubscription? subscription = null;
        var calls = 0;
        subscription = await WatchAsync(() =>
        {
            subscription!.Dispose();
            return Count(ref calls);
        });

        Changed(_acme);
        _time.Advance(Tick);
        Changed(_acme);
        _time.Advance(Tick);

        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Thing_Disappears_EndsTheSubscriptionWithTheReason()
    {
        var calls = 0;
        using var subscription = await WatchAsync(() => Count(ref calls));
        _topic.Owner = OrganizationId.New();

        Changed(_acme);
        _time.Advance(Tick);

        Assert.Equal("topic_not_found", subscription.Refusal?.Code);
        Assert.Equal(1, calls);
        Assert.Equal(0, _broker.OpenFeeds);
    }

    private TimeSpan Age(LiveSubscription subscription) => _time.GetUtcNow().UtcDateTime - subscription.Snapshot.At;

    private async Task<LiveSubscription> WatchAsync(Func<Task> changed)
    {
        var watching = _broker.WatchAsync(_acme, CountingTopic.Name, changed, CancellationToken.None);
        _time.Advance(TimeSpan.Zero);
        return (await watching.WaitAsync(TimeSpan.FromSeconds(20))).Value;
    }

    private void Changed(Actor actor) => _channel.Publish(new LiveNote(CountingTopic.Name, actor.Organization!.Value));

    private static Task Count(ref int calls)
    {
        calls++;
        return Task.CompletedTask;
    }
}
