using Admin.Domain.Campaigns.Watching;

namespace Admin.Tests.Domain.Campaigns.Watching;

public sealed class ThroughputSeriesTests
{
    private static readonly DateTime Start = new(2026, 5, 4, 10, 0, 3, DateTimeKind.Utc);

    [Fact]
    public void Of_NotStarted_IsEmpty() => Assert.Empty(ThroughputSeries.Of([], null, Start).Points);

    [Fact]
    public void Of_AShortRun_FillsTheGaps()
    {
        var series = ThroughputSeries.Of([Bucket(0, 10, 5), Bucket(30, 10, 7)], Start, Start.AddSeconds(40));

        Assert.Equal(10, series.StepSeconds);
        Assert.Equal([5, 0, 0, 7, 0], series.Points.Select(p => p.Accepted));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(20 * 60)]
    [InlineData(3 * 3600)]
    [InlineData(26 * 3600)]
    [InlineData(9 * 86_400)]
    [InlineData(200 * 86_400)]
    public void Of_AnyLength_HasFewPointsAndLosesNothing(int seconds)
    {
        var buckets = new Dictionary<DateTime, BucketChange>();
        for (var age = 0; age <= seconds; age += Math.Max(1, seconds / 500))
        {
            var (at, span) = BucketSpan.Of(Start, Start.AddSeconds(age));
            buckets[at] = new BucketChange(at, span, buckets.GetValueOrDefault(at)?.Accepted + 1 ?? 1, 0, 0, 0);
        }

        var series = ThroughputSeries.Of([.. buckets.Values], Start, Start.AddSeconds(seconds));

        Assert.InRange(series.Points.Count, 1, ThroughputSeries.MostPoints);
        if (seconds < 89 * 86_400)
            Assert.Equal(buckets.Values.Sum(b => b.Accepted), series.Points.Sum(p => p.Accepted));
    }

    [Fact]
    public void Of_ReportsAfterTheRun_AreLeftOut()
    {
        var series = ThroughputSeries.Of([Bucket(0, 10, 5), new BucketChange(Start.AddDays(2), 600, 0, 0, 9, 0)], Start, Start.AddSeconds(9));

        Assert.Equal(0, series.Points.Sum(p => p.Read));
        Assert.Equal(5, series.Points.Sum(p => p.Accepted));
    }

    private static BucketChange Bucket(int age, int seconds, int accepted) => new(BucketSpan.Of(Start, Start.AddSeconds(age)).At, seconds, accepted, 0, 0, 0);
}
