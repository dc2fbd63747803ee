using Admin.Tests.Support;
using Admin.Web.Components.Layout;

namespace Admin.Tests.Web.Layout;

public sealed class LiveStatusTests
{
    [Theory]
    [InlineData(null, 4.9, null)]
    [InlineData(null, 5.1, 5)]
    [InlineData(1.0, 0.9, null)]
    [InlineData(1.0, 1.2, 1)]
    public void OldBy_OfAPage_SaysSoWhenOlderThanThePageAllows(double? freshFor, double age, int? expected)
    {
        var live = new LiveStatus();
        live.Show(Times.Now, freshFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(expected, live.OldBy(Times.Now.AddSeconds(age)));
    }

    [Fact]
    public void OldBy_NoLiveNumbers_IsNothing()
    {
        var live = new LiveStatus();
        live.Show(Times.Now, TimeSpan.FromSeconds(1));
        live.Stop();

        Assert.Null(live.OldBy(Times.Now.AddMinutes(1)));
    }
}
