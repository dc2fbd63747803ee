using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;
using Admin.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.RateLimiting;

public sealed class RateHistoryTests : IDisposable
{
    private static readonly OrganizationId Acme = OrganizationId.New();
    private static readonly OrganizationId Globex = OrganizationId.New();

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly OneNodeSamples _channel = new();
    private readonly RateHistory _history;

    public RateHistoryTests() => _history = new RateHistory(_channel, _time);

    public void Dispose() => _history.Dispose();

    [Fact]
    public void Read_SamplesOfTwoNodes_AreAddedUpInTheirSecond()
    {
        Send(Tally(Acme, "token:1", 3, 1));
        Send(Tally(Acme, "token:1", 4, 0));
        _time.Advance(TimeSpan.FromSeconds(1));

        var activity = _history.Read(Acme);

        Assert.Equal((7, 1), (activity.Admitted[^1], activity.Refused[^1]));
        Assert.Equal(RateHistory.Seconds, activity.Admitted.Count);
        Assert.Equal([new RatePolicyActivity("api_global", 7, 1)], activity.Policies);
    }

    [Fact]
    public void Read_AfterFiveMinutes_IsQuietAgain()
    {
        Send(Tally(Acme, "token:1", 3, 1));
        _time.Advance(TimeSpan.FromSeconds(RateHistory.Seconds + 61));

        var activity = _history.Read(Acme);

        Assert.Equal((0, 0), (activity.Admitted.Sum(), activity.Refused.Sum()));
        Assert.Empty(activity.Consumers);
    }

    [Fact]
    public void Read_AnotherOrganization_SeesNothingOfIt()
    {
        Send(Tally(Acme, "token:1", 3, 1));
        _time.Advance(TimeSpan.FromSeconds(1));

        var other = _history.Read(Globex);

        Assert.Equal(0, other.Admitted.Sum() + other.Refused.Sum());
        Assert.Empty(other.Refusals);
    }

    [Fact]
    public void ReadAll_Always_NamesOrganizationsAndAddressesOnly()
    {
        Send(Tally(Acme, "person:1", 3, 1), Tally(Acme, "token:2", 2, 0), Tally(OrganizationId.Platform, "address:192.0.2.1", 1, 1));
        _time.Advance(TimeSpan.FromSeconds(1));

        var all = _history.ReadAll();

        Assert.Equal([$"organization:{Acme.Value:D}", "address:192.0.2.1"], all.Consumers.Select(c => c.Consumer));
        Assert.Equal(8, all.Admitted.Sum() + all.Refused.Sum());
    }

    [Fact]
    public void Read_ManyConsumers_ShowsTheFirstTwentyAndForgetsNoRequest()
    {
        for (var i = 0; i < 1000; i++)
            Send(Tally(Acme, $"token:{i}", 1 + (i % 7), 0));
        Send(Tally(Acme, "token:3", 500, 0));
        _time.Advance(TimeSpan.FromSeconds(1));

        var activity = _history.Read(Acme);

        Assert.Equal(20, activity.Consumers.Count);
        Assert.Contains("token:3", activity.Consumers.Take(2).Select(c => c.Consumer));
        Assert.Equal(500 + Enumerable.Range(0, 1000).Sum(i => 1 + (i % 7)), activity.Admitted.Sum());
    }

    [Fact]
    public void Limited_UntilItsTime_IsNamedAndThenGone()
    {
        _channel.Publish(new RateSample(Now, [Tally(Acme, "token:1", 0, 1)], [new RateBlock(Acme, "api_global", "", "token:1", Now.AddSeconds(30))]));
        var during = _history.Read(Acme).Limited;
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Single(during);
        Assert.Empty(_history.Read(Acme).Limited);
        Assert.Empty(_history.ReadAll().Limited);
    }

    [Fact]
    public void Release_OneCounter_LeavesTheOthersLimited()
    {
        _channel.Publish(new RateSample(Now, [Tally(Acme, "token:1", 0, 1)], [new RateBlock(Acme, "api_global", "", "token:1", Now.AddSeconds(30)), new RateBlock(Acme, "secret_reveal", "person=2", "person:2", Now.AddSeconds(30))]));

        _history.Release(Acme, "api_global", "");

        Assert.Equal(["secret_reveal"], _history.Read(Acme).Limited.Select(b => b.Policy));
        Assert.Equal(["secret_reveal"], _history.ReadAll().Limited.Select(b => b.Policy));
    }

    [Fact]
    public void Refusals_MoreThanFifty_KeepsTheNewest()
    {
        for (var i = 0; i < 80; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Send(Tally(Acme, "token:1", 0, i + 1));
        }

        var refusals = _history.Read(Acme).Refusals;

        Assert.Equal((50, 80L), (refusals.Count, refusals[0].Count));
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    // As RateTallies has it: the request as a whole, and under its policy.
    private void Send(params RateTally[] tallies) => _channel.Publish(new RateSample(Now, [.. tallies.Select(t => t with { Policy = "" }), .. tallies], []));

    private static RateTally Tally(OrganizationId organization, string consumer, long admitted, long refused) => new(organization, "api_global", consumer, admitted, refused);
}
