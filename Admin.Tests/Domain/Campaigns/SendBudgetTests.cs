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

    public async ValueTask InitializeAsync()
    {
        _db = await TestDb.CreateAsync();
        await _db.AddAsync(_acme);
        _overrides = new RateOverrides(_db.Db, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _overrides.Dispose();
        await _db.DisposeAsync();
    }

    [Fact]
    public async Task Take_OrganizationsWholeLimitIsSmallerThanOneTakeOfTheNumber_GrantsItAndGoesOn()
    {
        using var limiter = Limiter(limit: 10);
        var budget = new SendBudget(limiter, _time);
        var number = Number.Create(_acme.Id, "100000000000001", "+55 11 90000-0001", "Acme", SecretId.New(), Number.StandardThroughput, Times.Now);
        budget.PaceOf(number);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((10, LimitedBy.Organization), await TakeAsync());
        Assert.Equal((0, LimitedBy.Organization), await TakeAsync());
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((10, LimitedBy.Organization), await TakeAsync());

        async Task<(int, string?)> TakeAsync()
        {
            var grant = await budget.TakeAsync(number, 100, None);
            return (grant.Count, grant.By);
        }
    }

    private RateLimiter Limiter(long limit)
    {
        var options = new RateLimitOptions();
        options.Policies[RatePolicyNames.WhatsAppSend] = new RatePolicyOptions { Limit = limit };
        return new RateLimiter(
            new RatePolicies(new FixedOptions<RateLimitOptions>(options), NullLogger<RatePolicies>.Instance),
            _overrides, new FakeStore(_time), new RateBreaker(_time), new RateMeter(), new RateTallies(_time), new LocalChannel(), Options.Create(options), _time, NullLogger<RateLimiter>.Instance);
    }
}
