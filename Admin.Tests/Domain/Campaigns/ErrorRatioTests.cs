using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;

namespace Admin.Tests.Domain.Campaigns;

public sealed class ErrorRatioTests
{
    [Fact]
    public void HalfOfTheLastOnesBad_IsExceeded()
    {
        var ratio = new ErrorRatio(window: 10, percent: 50);

        Assert.False(ratio.IsExceeded(Counts(sent: 100, failed: 0)));
        Assert.False(ratio.IsExceeded(Counts(sent: 105, failed: 4)));
        Assert.True(ratio.IsExceeded(Counts(sent: 105, failed: 3, ambiguous: 2)));
    }

    [Fact]
    public void BadOnesOfBefore_DoNotCount()
    {
        var ratio = new ErrorRatio(window: 10, percent: 50);

        Assert.False(ratio.IsExceeded(Counts(sent: 0, failed: 500)));
        Assert.False(ratio.IsExceeded(Counts(sent: 9, failed: 501)));
    }

    [Fact]
    public void FailuresThatWebhooksTell_Count()
    {
        var ratio = new ErrorRatio(window: 10, percent: 50);
        ratio.IsExceeded(Counts(sent: 0, failed: 0));

        Assert.False(ratio.IsExceeded(Counts(sent: 10, failed: 0)));
        Assert.True(ratio.IsExceeded(Counts(sent: 5, failed: 5)));
    }

    [Fact]
    public void WindowMovesOn_OldFailuresAreForgotten()
    {
        var ratio = new ErrorRatio(window: 10, percent: 50);
        foreach (var step in Enumerable.Range(0, 5))
            Assert.False(ratio.IsExceeded(Counts(sent: step, failed: 0)));
        Assert.False(ratio.IsExceeded(Counts(sent: 4, failed: 4)));

        foreach (var step in Enumerable.Range(5, 50))
            Assert.False(ratio.IsExceeded(Counts(sent: step, failed: 4)));
    }

    [Fact]
    public void WindowOfZero_NeverIs() => Assert.False(new ErrorRatio(window: 0, percent: 1).IsExceeded(Counts(sent: 0, failed: 9_999)));

    [Theory]
    [InlineData(LimitedBy.WhatsApp, 5, 0, StallReason.WaitingForWhatsApp)]
    [InlineData(null, 0, 0, StallReason.WaitingForRetry)]
    [InlineData(LimitedBy.Number, 0, 7, StallReason.WaitingForWhatsApp)]
    [InlineData(LimitedBy.Concurrency, 5, 7, StallReason.WaitingForWhatsApp)]
    [InlineData(LimitedBy.Organization, 5, 0, StallReason.WaitingForOrganization)]
    [InlineData(LimitedBy.Redis, 5, 0, StallReason.WaitingForRedis)]
    [InlineData(LimitedBy.Number, 5, 0, StallReason.WaitingForNumber)]
    public void StallReason_SaysWhoRules(string? limitedBy, int claimed, int onTheirWay, string reason) => Assert.Equal(reason, StallReason.Of(limitedBy, claimed, onTheirWay));

    private static RecipientCounts Counts(int sent, int failed, int ambiguous = 0) => RecipientCounts.None with { Sent = sent, Failed = failed, Ambiguous = ambiguous };
}
