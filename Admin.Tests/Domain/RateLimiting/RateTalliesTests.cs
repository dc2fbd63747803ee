using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.RateLimiting;

public sealed class RateTalliesTests
{
    private static readonly RatePolicy Policy = RatePolicyReader.Read(new RateLimitOptions(), [])[RatePolicyNames.ApiGlobal];

    [Fact]
    public void Take_AFloodOfAddresses_IsBoundedAndForgetsNoRequest()
    {
        var tallies = new RateTallies(new FakeTimeProvider(Times.Start));
        for (var i = 0; i < 100_000; i++)
            Count(tallies, $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");

        var sample = tallies.Take()!;

        Assert.InRange(sample.Tallies.Count, 1, 2002);
        Assert.Equal(100_000, sample.Tallies.Where(t => t.Policy.Length == 0).Sum(t => t.Refused));
        Assert.InRange(sample.Blocks.Count, 1, 500);
        Assert.All(sample.Tallies, t => Assert.Equal(OrganizationId.Platform, t.Organization));
    }

    private static void Count(RateTallies tallies, string address)
    {
        var request = RateRequest.Anonymous(address, null, RatePolicyNames.ApiGlobal);
        var charge = new RateCharge(Policy.Key.Resolve(Policy.Name, request).Single(), Policy.Rule, 1, false);
        var verdict = new RateVerdict(Policy.Name, false, false, Policy.Limit, Policy.Window, 0, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));
        tallies.Count(request, new RateDecision(false, [verdict], verdict, TimeSpan.FromSeconds(60), false), [new Planned(Policy, charge)]);
    }
}
