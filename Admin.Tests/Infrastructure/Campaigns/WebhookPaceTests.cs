using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>webhook_receive: three posts a minute and organization here.</summary>
public sealed class WebhookPaceTests : IAsyncLifetime
{
    private const string OtherNumber = "100000000000002";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly (string, string)[] Settings = [("RateLimits:Policies:webhook_receive:Limit", "3")];

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly Organization _globex = Organization.Create("Globex", "globex", Times.Now);
    private CampaignsFixture _fixture = null!;
    private CampaignNode _node = null!;
    private int _bodies;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        await _fixture.Db.AddAsync(_globex);
        var token = await _fixture.Node.Get<SecretService>().CreateAsync(Actor.System(_globex.Id, "test"), new SecretDraft("TOKEN", new SecretInput("other")), Ct);
        await _fixture.Db.AddAsync(Number.Create(_globex.Id, OtherNumber, "+55 11 4000-0002", "Globex", token.Value.Id, 80, Times.Now));
        _node = await _fixture.AddNodeAsync(_time, Settings);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Merge_BeyondTheLimit_WaitsWithoutBlockingAnotherOrganization()
    {
        await StoreAsync(5);
        await StoreAsync(2, OtherNumber);

        await MergeAsync();

        Assert.Equal("MMMRRMM", await StatesAsync());
        var waiting = Assert.Single(await _node.Get<WebhookBacklog>().ReadAsync(Ct));
        Assert.Equal((_fixture.Acme.Id, 2, Times.Now), (waiting.Key, waiting.Value.Count, waiting.Value.Since));
    }

    [Fact]
    public async Task Merge_WhatWaits_IsNotLookedAtBeforeItIsDue()
    {
        await StoreAsync(5);
        await MergeAsync();
        var asked = Store.Calls;

        _time.Advance(TimeSpan.FromSeconds(59));

        Assert.Equal(0, await MergeAsync());
        Assert.Equal(asked, Store.Calls);
    }

    [Fact]
    public async Task Merge_NewOnesWhileOthersWait_ComeBehindThem()
    {
        await StoreAsync(5);
        await MergeAsync();
        // By then the limit has room again, but those that wait are due no sooner than this one.
        _time.Advance(TimeSpan.FromSeconds(61));
        await StoreAsync(3);
        await MergeAsync();

        Assert.Equal("MMMMMMRR", await StatesAsync());

        _time.Advance(TimeSpan.FromSeconds(30));
        await StoreAsync(1);
        await MergeAsync();
        Assert.Equal("MMMMMMRRR", await StatesAsync());

        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await MergeAsync();
            Assert.Matches("^M+R*$", await StatesAsync());
        }

        Assert.Equal("MMMMMMMMM", await StatesAsync());
        Assert.Empty(await _node.Get<WebhookBacklog>().ReadAsync(Ct));
    }

    [Fact]
    public async Task Merge_AfterARestart_NewOnesStillComeBehindThoseThatWait()
    {
        await StoreAsync(5);
        await MergeAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        _node = await _fixture.AddNodeAsync(_time, Settings);

        await StoreAsync(1);
        await MergeAsync();

        // The new process has counted nothing yet, and its store would admit.
        Assert.Equal("MMMRRR", await StatesAsync());
    }

    [Fact]
    public async Task Merge_RedisAway_GoesOnWithinTheGuard()
    {
        Store.IsAway = true;
        await StoreAsync(35);

        await MergeAsync();

        Assert.Equal(new string('M', 30) + "RRRRR", await StatesAsync());
    }

    [Fact]
    public async Task Merge_LimitBelowWhatIsTakenAtOnce_AsksForLess()
    {
        await StoreAsync(40);

        await MergeAsync();

        Assert.Equal("MMM" + new string('R', 37), await StatesAsync());
    }

    [Fact]
    public async Task Merge_NobodysNumber_IsNotLimited()
    {
        await StoreAsync(10, "999");

        await MergeAsync();

        Assert.Equal(new string('M', 10), await StatesAsync());
        Assert.Equal(0, Store.Calls);
    }

    private FakeStore Store => (FakeStore)_node.Get<IRateLimitStore>();

    private Task<int> MergeAsync() => _node.Get<WebhookMerger>().MergeAsync(Ct);

    private async Task StoreAsync(int count, string number = CampaignsFixture.PhoneNumberId)
    {
        for (var i = 0; i < count; i++)
        {
            var change = $"{{\"field\":\"messages\",\"value\":{{\"metadata\":{{\"phone_number_id\":\"{number}\"}},\"n\":{_bodies++}}}}}";
            await _node.Get<WebhookInbox>().StoreAsync(new SignedWebhook(WhatsAppAppId.Platform, Encoding.UTF8.GetBytes("{\"entry\":[{\"changes\":[" + change + "]}]}"), "sha256=", null));
        }
    }

    /// <summary>M merged, R received and not merged, in the order of storing.</summary>
    private async Task<string> StatesAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.Accounts);
        return string.Concat((await db.Set<WebhookEvent>().AsNoTracking().OrderBy(e => e.Key).Select(e => e.State).ToListAsync(Ct)).Select(s => s.ToString()[0]));
    }
}
