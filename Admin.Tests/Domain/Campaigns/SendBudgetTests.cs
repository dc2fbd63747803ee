using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Live;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.Campaigns;

public sealed class SendBudgetTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly Organization _acme = Organization.Create("Acme", "acme", Times.Now);
    private TestDb _db = null!;
    private RateOverrides _overrides = null!;
    private FakeStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _db = await TestDb.CreateAsync();
        await _db.AddAsync(_acme);
        _overrides = new RateOverrides(_db.Db, _time);
        _store = new FakeStore(_time);
    }

    public async ValueTask DisposeAsync()
    {
        _overrides.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task Take_OrganizationsWholeLimitIsSmallerThanOneTakeOfTheNumber_GrantsItAndGoesOn()
    {
        using var limiter = Limiter(limit: 10, _store);
        var node = new Node(limiter, _time, Sender(Number.StandardThroughput), Campaign());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((10, LimitedBy.Organization), await node.TakeAsync(100));
        Assert.Equal((0, LimitedBy.Organization), await node.TakeAsync(100));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((10, LimitedBy.Organization), await node.TakeAsync(100));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(80)]
    [InlineData(1000)]
    public async Task Take_FromTwoNodes_TogetherNeverMoreThanTheNumberMay(int perSecond)
    {
        using var one = Limiter(limit: 1_000_000, _store);
        using var other = Limiter(limit: 1_000_000, _store);
        var sender = Sender(perSecond);
        Node[] nodes = [new(one, _time, sender, Campaign()), new(other, _time, sender, Campaign())];

        var granted = 0;
        for (var tenth = 0; tenth < 100; tenth++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            foreach (var node in nodes)
                granted += (await node.TakeAsync(perSecond)).Item1;
        }

        // Ten seconds, and what the shared bucket had saved up.
        Assert.InRange(granted, perSecond * 10, perSecond * 11);
    }

    [Fact]
    public async Task Take_CampaignWithASpeedOfItsOwn_GoesNoFasterOverTwoNodes()
    {
        using var one = Limiter(limit: 1_000_000, _store);
        using var other = Limiter(limit: 1_000_000, _store);
        var (sender, campaign) = (Sender(Number.StandardThroughput), Campaign(messagesPerMinute: 120));
        Node[] nodes = [new(one, _time, sender, campaign), new(other, _time, sender, campaign)];

        var granted = 0;
        string? by = null;
        for (var tenth = 0; tenth < 600; tenth++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            foreach (var node in nodes)
            {
                (var count, by) = await node.TakeAsync(50);
                granted += count;
            }
        }

        Assert.InRange(granted, 120, 123);
        Assert.Equal(LimitedBy.Campaign, by);
    }

    [Fact]
    public async Task Take_NumberThatBecameFaster_GoesAtItsNewSpeed()
    {
        using var limiter = Limiter(limit: 1_000_000, _store);
        var sender = Sender(20);
        var node = new Node(limiter, _time, sender, Campaign());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange((await node.TakeAsync(500)).Item1, 1, 20);

        sender.Hear(Times.Now, quality: null, messagesPerSecond: 1000, messagingLimit: null);
        await node.TakeAsync(0);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.InRange((await node.TakeAsync(500)).Item1, 400, 500);
    }

    [Fact]
    public void Hold_ANumber_RestsItAtWhicheverSpeedAndNoOther()
    {
        var budget = new SendBudget(Limiter(1000, _store), _time);
        var sender = Sender(20);
        var slow = budget.PaceOf(sender);
        sender.Hear(Times.Now, quality: null, messagesPerSecond: 1000, messagingLimit: null);
        var fast = budget.PaceOf(sender);

        budget.Hold(sender.Id, TimeSpan.FromSeconds(10));

        Assert.True(slow.IsHeld && fast.IsHeld);
        Assert.False(budget.PaceOf(Sender(20)).IsHeld);
    }

    private Number Sender(int perSecond) => Number.Create(_acme.Id, "100000000000001", "+55 11 90000-0001", "Acme", SecretId.New(), perSecond, Times.Now);

    private Campaign Campaign(int? messagesPerMinute = null) =>
        Admin.Domain.Campaigns.Campaign.Create(_acme.Id, new CampaignContent("May", NumberId.New(), "order_update", "en_US", [], null, messagesPerMinute), Times.Now);

    private RateLimiter Limiter(long limit, FakeStore store)
    {
        var options = new RateLimitOptions();
        options.Policies[RatePolicyNames.WhatsAppSend] = new RatePolicyOptions { Limit = limit };
        return new RateLimiter(
            new RatePolicies(new FixedOptions<RateLimitOptions>(options), NullLogger<RatePolicies>.Instance),
            _overrides, store, new RateBreaker(_time), new RateMeter(), new RateTallies(_time), new LocalChannel(), Options.Create(options), _time, NullLogger<RateLimiter>.Instance);
    }

    private sealed class Node
    {
        private readonly SendBudget _budget;
        private readonly Number _sender;
        private readonly Campaign _campaign;

        public Node(RateLimiter limiter, TimeProvider time, Number sender, Campaign campaign)
        {
            (_budget, _sender, _campaign) = (new SendBudget(limiter, time), sender, campaign);
            // Its pace begins with the first look.
            _budget.PaceOf(sender);
        }

        public async Task<(int, string?)> TakeAsync(int wanted)
        {
            var grant = await _budget.TakeAsync(_campaign, _sender, wanted, None);
            return (grant.Count, grant.By);
        }
    }
}
