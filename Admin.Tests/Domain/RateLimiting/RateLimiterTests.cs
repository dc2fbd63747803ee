using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Tests.Domain.Live;
using Admin.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.RateLimiting;

public sealed class RateLimiterTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly FakeStore _store;
    private readonly RateTallies _tallies;
    private readonly LocalChannel _channel = new();
    private readonly Organization _acme = Organization.Create("Acme", "acme", Times.Now);
    private TestDb _db = null!;
    private RateOverrides _overrides = null!;
    private RateLimiter _limiter = null!;

    public RateLimiterTests() => (_store, _tallies) = (new FakeStore(_time), new RateTallies(_time));

    public async ValueTask InitializeAsync()
    {
        _db = await TestDb.CreateAsync();
        await _db.AddAsync(_acme);
        _overrides = new RateOverrides(_db.Db, _time);
        _limiter = Make(new RateLimitOptions { LocalCountersPerPolicy = 100 });
    }

    public async ValueTask DisposeAsync()
    {
        _limiter.Dispose();
        _overrides.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task Decide_UpToTheLimit_AdmitsThenRefusesWithARetryTime()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 5; i++)
            Assert.True((await DecideAsync(request)).Allowed);

        var refused = await DecideAsync(request);

        Assert.False(refused.Allowed);
        Assert.Equal(RatePolicyNames.CampaignStart, refused.Refused!.Policy);
        Assert.InRange(refused.RetryAfter.TotalSeconds, 60, 61.1);
        Assert.False(refused.Degraded);
    }

    [Fact]
    public async Task Decide_TwoKeysSeparately_RefusesWhenEitherIsFull()
    {
        for (var i = 0; i < 5; i++)
            await DecideAsync(RateRequest.Anonymous($"192.0.2.{i}", "one@demo.test", RatePolicyNames.AuthLogin));

        Assert.False((await DecideAsync(RateRequest.Anonymous("192.0.2.99", " ONE@demo.test", RatePolicyNames.AuthLogin))).Allowed);
        Assert.True((await DecideAsync(RateRequest.Anonymous("192.0.2.99", "two@demo.test", RatePolicyNames.AuthLogin))).Allowed);
    }

    [Fact]
    public async Task Decide_Anonymous_KeysCarryNoAddressOfAPersonAndOneTag()
    {
        await DecideAsync(RateRequest.Anonymous("192.0.2.1", "one@demo.test", RatePolicyNames.AuthLogin));

        Assert.All(_store.Keys, k => Assert.StartsWith("rl:{anon}:auth_login:", k, StringComparison.Ordinal));
        Assert.DoesNotContain(_store.Keys, k => k.Contains("demo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decide_SeveralPoliciesOfAnOrganization_ShareItsTag()
    {
        await DecideAsync(RateRequest.For(_acme.Id, RatePolicyNames.ApiGlobal, RatePolicyNames.DatabaseQuery));

        Assert.Equal(2, _store.Keys.Count);
        Assert.All(_store.Keys, k => Assert.StartsWith($"rl:{{org:{_acme.Id}}}:", k, StringComparison.Ordinal));
        Assert.Equal(1, _store.Calls);
    }

    [Fact]
    public async Task Decide_PartIsMissing_ThrowsRatherThanSkipTheLimit()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => DecideAsync(RateRequest.For(_acme.Id, RatePolicyNames.SecretReveal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(6)]
    public async Task Decide_ImpossibleCost_Throws(long cost)
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart) with { Cost = cost };

        await Assert.ThrowsAnyAsync<ArgumentException>(() => DecideAsync(request));
    }

    [Fact]
    public async Task Decide_UnknownPolicy_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => DecideAsync(RateRequest.For(_acme.Id, "nothing")));

    [Fact]
    public async Task Refused_AskedAgain_IsRefusedWithoutTheStoreUntilItAdmits()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 6; i++)
            await DecideAsync(request);
        var calls = _store.Calls;

        _time.Advance(TimeSpan.FromSeconds(10));
        var again = await DecideAsync(request);

        Assert.Equal(calls, _store.Calls);
        Assert.False(again.Allowed);
        Assert.InRange(again.RetryAfter.TotalSeconds, 50, 51.1);
        _time.Advance(again.RetryAfter);
        Assert.True((await DecideAsync(request)).Allowed);
    }

    [Fact]
    public async Task Refused_NoteToForget_AsksTheStoreAgain()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 6; i++)
            await DecideAsync(request);
        var calls = _store.Calls;

        _channel.Publish(new LiveNote(RateLimiter.ForgetTopic, _acme.Id));
        await DecideAsync(request);

        Assert.Equal(calls + 1, _store.Calls);
    }

    [Fact]
    public async Task Peek_Always_TakesNothing()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);

        for (var i = 0; i < 10; i++)
            await _limiter.PeekAsync(request, CancellationToken.None);

        Assert.Equal(5, (await _limiter.PeekAsync(request, CancellationToken.None)).Policies[0].Remaining);
    }

    [Fact]
    public async Task Override_InForce_ChangesTheLimitUntilItExpires()
    {
        await _db.AddAsync(RateLimitOverride.Create(_acme.Id, RatePolicyNames.CampaignStart, 50, TimeSpan.FromMinutes(1), "busy week", Times.Now.AddHours(1), Times.Now));

        Assert.Equal(50, (await DecideAsync(RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart))).Policies[0].Limit);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(5, (await DecideAsync(RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart))).Policies[0].Limit);
    }

    [Fact]
    public async Task StoreAway_SignIn_IsStillLimitedAtHalfAndCountsWhatCameBefore()
    {
        var request = RateRequest.Anonymous("192.0.2.1", "one@demo.test", RatePolicyNames.AuthLogin);
        await DecideAsync(request);
        await DecideAsync(request);

        _store.IsAway = true;
        var third = await DecideAsync(request);
        var fourth = await DecideAsync(request);

        Assert.True(third.Allowed);
        Assert.True(third.Degraded);
        Assert.False(fourth.Allowed);
    }

    [Fact]
    public async Task StoreAway_WhatsAppSend_Waits()
    {
        _store.IsAway = true;

        var decision = await DecideAsync(RateRequest.For(_acme.Id, RatePolicyNames.WhatsAppSend));

        Assert.False(decision.Allowed);
        Assert.True(decision.Degraded);
        Assert.Equal(TimeSpan.FromSeconds(1), decision.RetryAfter);
    }

    [Fact]
    public async Task StoreAway_ApiGlobal_IsOpenUpToTheGuard()
    {
        _store.IsAway = true;
        var request = RateRequest.For(_acme.Id, RatePolicyNames.ApiGlobal) with { Cost = 1000 };

        for (var i = 0; i < 10; i++)
            Assert.True((await DecideAsync(request)).Allowed);

        Assert.False((await DecideAsync(request)).Allowed);
    }

    [Fact]
    public async Task StoreAway_ThreeFailures_AreNotFollowedByMoreCallsUntilASecondPassed()
    {
        _store.IsAway = true;
        var request = RateRequest.For(_acme.Id, RatePolicyNames.ApiGlobal);
        for (var i = 0; i < 20; i++)
            await DecideAsync(request);

        Assert.Equal(3, _store.Calls);
        Assert.True(_limiter.IsDegraded);

        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        var decision = await DecideAsync(request);

        Assert.False(decision.Degraded);
        Assert.False(_limiter.IsDegraded);
    }

    [Fact]
    public async Task StoreAway_ManyAddresses_KeepsABoundedNumberOfCounters()
    {
        _store.IsAway = true;
        var allowed = 0;
        for (var i = 0; i < 1000; i++)
            allowed += (await DecideAsync(RateRequest.Anonymous($"10.0.{i / 250}.{i % 250}", null, RatePolicyNames.AuthRefresh))).Allowed ? 1 : 0;

        // A hundred counters of their own, and one that all others share: five each.
        Assert.Equal(100 + 5, allowed);
    }

    [Fact]
    public async Task Require_Refused_GivesTheErrorWithItsNumbers()
    {
        var actor = Actor.System(_acme.Id, "test");
        for (var i = 0; i < 5; i++)
            Assert.False((await _limiter.RequireAsync(actor, RatePolicyNames.CampaignStart, CancellationToken.None)).Failed);

        var error = (await _limiter.RequireAsync(actor, RatePolicyNames.CampaignStart, CancellationToken.None)).Error!;

        Assert.Equal("rate_limited", error.Code);
        Assert.Equal([61L, "campaign_start", 5L, 60L], error.Args.Select(a => a.Value));
        Assert.Equal(TimeSpan.FromSeconds(61), error.RetryAfter);
    }

    [Fact]
    public async Task Shadow_Full_DoesNotRefuse()
    {
        using var limiter = Make(new RateLimitOptions { Policies = { [RatePolicyNames.CampaignStart] = new() { Limit = 1, Shadow = true } } });
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);

        await limiter.DecideAsync(request, CancellationToken.None);
        var second = await limiter.DecideAsync(request, CancellationToken.None);

        Assert.True(second.Allowed);
        Assert.False(second.Policies[0].Allowed);
    }

    [Fact]
    public async Task Lease_AsManyAsMayRun_ThenRefusesUntilOneIsGivenBack()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.ExportRun);
        var first = await _limiter.LeaseAsync(request, CancellationToken.None);
        for (var i = 0; i < 2; i++)
            Assert.Null((await _limiter.LeaseAsync(request, CancellationToken.None)).Refusal);

        var refused = await _limiter.LeaseAsync(request, CancellationToken.None);
        await first.DisposeAsync();
        await first.DisposeAsync();
        var after = await _limiter.LeaseAsync(request, CancellationToken.None);

        Assert.Equal("rate_limited", refused.Refusal?.Code);
        Assert.InRange(refused.Decision.RetryAfter.TotalSeconds, 1, 5);
        Assert.Null(after.Refusal);
        Assert.NotNull((await _limiter.LeaseAsync(request, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Lease_NeverGivenBack_EndsWithTheWindow()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.ExportRun);
        for (var i = 0; i < 3; i++)
            await _limiter.LeaseAsync(request, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(601));

        Assert.Null((await _limiter.LeaseAsync(request, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Lease_StoreAway_IsCountedHereAndGivenBackHere()
    {
        _store.IsAway = true;
        var request = RateRequest.For(_acme.Id, RatePolicyNames.ExportRun);
        var first = await _limiter.LeaseAsync(request, CancellationToken.None);
        await _limiter.LeaseAsync(request, CancellationToken.None);
        await _limiter.LeaseAsync(request, CancellationToken.None);
        var refused = await _limiter.LeaseAsync(request, CancellationToken.None);

        await first.DisposeAsync();

        Assert.NotNull(refused.Refusal);
        Assert.Null((await _limiter.LeaseAsync(request, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Decide_PolicyOfLeases_ThrowsRatherThanLeakOne() =>
        await Assert.ThrowsAsync<ArgumentException>(() => DecideAsync(RateRequest.For(_acme.Id, RatePolicyNames.ExportRun)));

    [Fact]
    public async Task Release_FullCounter_AdmitsAtOnce()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 6; i++)
            await DecideAsync(request);

        await _limiter.ReleaseAsync(_acme.Id, RatePolicyNames.CampaignStart, "", CancellationToken.None);

        Assert.Equal(4, (await DecideAsync(request)).Policies[0].Remaining);
    }

    [Fact]
    public async Task Release_ByAnotherNode_IsForgottenHereToo()
    {
        _store.IsAway = true;
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 6; i++)
            await DecideAsync(request);

        _channel.Publish(new LiveNote(RateLimiter.ForgetTopic, _acme.Id, $"rl:{{org:{_acme.Id.Value:D}}}:campaign_start"));

        Assert.True((await DecideAsync(request)).Allowed);
    }

    [Fact]
    public async Task Reload_ChangedPolicies_TellsEveryNodeToForget()
    {
        var options = new FixedOptions<RateLimitOptions>(new RateLimitOptions());
        using var limiter = Make(new RatePolicies(options, NullLogger<RatePolicies>.Instance), options.CurrentValue);
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 6; i++)
            await limiter.DecideAsync(request, CancellationToken.None);

        options.Change(new RateLimitOptions { Policies = { [RatePolicyNames.CampaignStart] = new() { Limit = 7 } } });

        Assert.Contains(_channel.Published, n => n.Topic == RateLimiter.ForgetTopic);
        Assert.True((await limiter.DecideAsync(request, CancellationToken.None)).Allowed);
    }

    [Fact]
    public async Task Decide_Always_IsTalliedForTheLiveView()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart);
        for (var i = 0; i < 7; i++)
            await DecideAsync(request);

        var sample = _tallies.Take()!;

        Assert.Equal([new RateTally(_acme.Id, "", "system", 5, 2), new RateTally(_acme.Id, "campaign_start", "system", 5, 2)], sample.Tallies);
        var block = Assert.Single(sample.Blocks);
        Assert.Equal((_acme.Id, "campaign_start", "", "system"), (block.Organization, block.Policy, block.Counter, block.Consumer));
        Assert.True(block.Until > Times.Now);
        Assert.Null(_tallies.Take());
    }

    [Fact]
    public async Task Decide_ByACallerThatWaits_IsNoRefusalInTheLiveView()
    {
        var request = RateRequest.For(_acme.Id, RatePolicyNames.CampaignStart) with { Waits = true };
        for (var i = 0; i < 7; i++)
            await DecideAsync(request);

        var sample = _tallies.Take()!;

        Assert.Equal((5, 0), (sample.Tallies[0].Admitted, sample.Tallies.Sum(t => t.Refused)));
        Assert.Single(sample.Blocks);
    }

    private Task<RateDecision> DecideAsync(RateRequest request) => _limiter.DecideAsync(request, CancellationToken.None);

    private RateLimiter Make(RateLimitOptions options) =>
        Make(new RatePolicies(new FixedOptions<RateLimitOptions>(options), NullLogger<RatePolicies>.Instance), options);

    private RateLimiter Make(RatePolicies policies, RateLimitOptions options) => new(
        policies,
        _overrides,
        _store,
        new RateBreaker(_time),
        new RateMeter(),
        _tallies,
        _channel,
        Options.Create(options),
        _time,
        NullLogger<RateLimiter>.Instance);
}
