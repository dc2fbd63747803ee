using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class ChartDataTests
{
    [Fact]
    public void Likely_TakesTheTimeAndTheFirstNumberThatIsNoId()
    {
        var view = new ResultView(SomeResult.Of([SomeResult.Number("customer_id"), SomeResult.Text("name"), new ResultColumn("day", "date", ColumnKind.Time), SomeResult.Number("total")]));

        Assert.Equal((2, 3), (ChartData.LikelyLabel(view), ChartData.LikelyValue(view)));
    }

    [Fact]
    public void Hidden_IsNotOffered()
    {
        var view = new ResultView(SomeResult.Of([SomeResult.Hidden("mail"), new ResultColumn("salary", null, ColumnKind.Number, "personal data")]));

        Assert.Empty(ChartData.Labels(view));
        Assert.Empty(ChartData.Numbers(view));
        Assert.Null(ChartData.LikelyValue(view));
    }

    [Fact]
    public void Of_MoreRowsThanBars_SaysHowManyAreLeftOut()
    {
        var data = ChartData.Of(View([.. Enumerable.Range(0, 250).Select(i => (object?)(long)i)]), null, 0, isLine: false);

        Assert.Equal((ChartData.MaxBars, 150), (data.Points.Count, data.LeftOut));
    }

    [Fact]
    public void Of_MissingAndEndless_AreGaps()
    {
        var data = ChartData.Of(View(1L, null, double.PositiveInfinity, "x"), null, 0, isLine: true);

        Assert.Equal(3, data.Gaps);
        Assert.DoesNotContain("NaN", ChartPath.Line(data), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(3.0, 97.0)]
    [InlineData(-20.0, 5.0)]
    [InlineData(-1.7e308, 1.7e308)]
    [InlineData(1e-300, 5e-324)]
    public void Scale_HoldsZeroAndEveryValue(double one, double other)
    {
        var data = ChartData.Of(View(one, other), null, 0, isLine: true);

        Assert.InRange(data.Scale.Count, 2, 8);
        Assert.True(data.Scale[0] <= Math.Min(0, Math.Min(one, other)) && data.Scale[^1] >= Math.Max(0, Math.Max(one, other)));
        Assert.All(data.Points, p => Assert.InRange(data.Height(p.Value!.Value), -0.001, 100.001));
    }

    [Fact]
    public void Line_GapBetweenValues_IsBroken() => Assert.Equal(2, ChartPath.Line(ChartData.Of(View(1L, null, 2L), null, 0, isLine: true)).Count(c => c == 'M'));

    [Fact]
    public void Bars_EveryValue_HasOne() => Assert.Equal(2, ChartPath.Bars(ChartData.Of(View(1L, null, -2L), null, 0, isLine: false)).Count(c => c == 'M'));

    private static ResultView View(params object?[] values) => new(SomeResult.Of(SomeResult.Number("n"), values));
}
