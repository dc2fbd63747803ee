using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;

namespace Admin.Tests.Domain.Campaigns.Watching;

public sealed class BucketSpanTests
{
    private static readonly DateTime Start = new(2026, 5, 4, 10, 0, 3, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(3599, 10)]
    [InlineData(3600, 60)]
    [InlineData(12 * 3600, 600)]
    [InlineData(5 * 86_400, 3600)]
    [InlineData(30 * 86_400, 3600)]
    [InlineData(-60, 10)]
    public void Of_TheAgeOfARun_GrowsWithIt(int age, int seconds)
    {
        var (at, length) = BucketSpan.Of(Start, Start.AddSeconds(age));

        Assert.Equal(seconds, length);
        Assert.True(at <= Start.AddSeconds(age) && at.AddSeconds(length) > Start.AddSeconds(age));
    }

    [Fact]
    public void Of_AMonthOfReports_StaysBounded()
    {
        var buckets = new HashSet<DateTime>();
        for (var now = Start; now < Start.AddDays(31); now = now.AddSeconds(7))
            buckets.Add(BucketSpan.Of(Start, now).At);

        Assert.True(buckets.Count < 2500, $"{buckets.Count} buckets");
    }

    [Fact]
    public void Change_OfADifference_CountsEachStepOnce()
    {
        var difference = RecipientCounts.None with { Sending = -9, Sent = 3, Delivered = 2, Read = 1, Failed = 3 };

        var change = BucketChange.Of(Start, Start.AddSeconds(14), difference)!;

        Assert.Equal(new BucketChange(new DateTime(2026, 5, 4, 10, 0, 10, DateTimeKind.Utc), 10, Accepted: 6, Delivered: 3, Read: 1, Failed: 3), change);
    }

    [Fact]
    public void Change_DeliveredThatWasSentBefore_IsNotAcceptedAgain()
    {
        var change = BucketChange.Of(Start, Start, RecipientCounts.None with { Sent = -5, Delivered = 5 })!;

        Assert.Equal((0, 5), (change.Accepted, change.Delivered));
    }

    [Fact]
    public void Change_FailedThatWasAccepted_IsTakenBack()
    {
        var change = BucketChange.Of(Start, Start, RecipientCounts.None with { Sent = -1, Failed = 1 })!;

        Assert.Equal((-1, 1), (change.Accepted, change.Failed));
    }

    [Fact]
    public void Change_NothingThatABucketCounts_IsNone()
    {
        Assert.Null(BucketChange.Of(Start, Start, RecipientCounts.None with { Pending = -5, Sending = 5 }));
        Assert.Null(BucketChange.Of(Start, Start, RecipientCounts.None with { Pending = 5, Failed = -5 }));
        Assert.Null(BucketChange.Of(null, Start, RecipientCounts.None with { Sent = 5 }));
    }
}
