using Admin.Tests.Support;
using Admin.Tests.Web.Components;
using Admin.Web.Components.Layout;
using Bunit;

namespace Admin.Tests.Web.Layout;

public sealed class LiveMarkTests : ComponentContext
{
    [Fact]
    public void Mark_ShownNumbers_SaysTheirAgeAndHowOldTheyMayBecome()
    {
        Time.Advance(TimeSpan.FromMilliseconds(250));

        var mark = Render<LiveMark>(p => p.Add(m => m.At, Times.Now).Add(m => m.FreshFor, LiveMark.OneSecond)).Find("live-mark");

        Assert.Equal(("250", "1000"), (mark.GetAttribute("age"), mark.GetAttribute("fresh")));
    }

    [Fact]
    public void Mark_RenderedAgainWithoutNewerNumbers_DoesNotMakeThemFreshOrOlder()
    {
        var mark = Render<LiveMark>(p => p.Add(m => m.At, Times.Now));
        Time.Advance(TimeSpan.FromSeconds(3));

        mark.Render(p => p.Add(m => m.At, Times.Now));
        Assert.Equal("0", mark.Find("live-mark").GetAttribute("age"));

        mark.Render(p => p.Add(m => m.At, Times.Now.AddSeconds(2)));
        Assert.Equal("1000", mark.Find("live-mark").GetAttribute("age"));
    }

    [Fact]
    public void Mark_OfNumbersFromAClockThatWentBack_IsFresh()
    {
        var mark = Render<LiveMark>(p => p.Add(m => m.At, Times.Now.AddHours(1)));

        Assert.Equal("0", mark.Find("live-mark").GetAttribute("age"));
    }

    [Fact]
    public void Mark_NoNumbers_IsNotThere() => Assert.Empty(Render<LiveMark>(p => p.Add(m => m.At, (DateTime?)null)).FindAll("live-mark"));
}
