using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class ResultViewTests
{
    public ResultViewTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void New_ShowsAllRowsAsTheyCame() => Assert.Equal([0, 1, 2], Rows(Numbers(3L, 1L, 2L)));

    [Fact]
    public void Toggle_Once_OrdersNumbersByValueWithMissingLast()
    {
        var view = Numbers(10L, null, 9L, 100L);

        view.Toggle(0);

        Assert.Equal([2, 0, 3, 1], Rows(view));
    }

    [Fact]
    public void Toggle_Twice_DescendsWithMissingStillLast()
    {
        var view = Numbers(10L, null, 9L, 100L);

        view.Toggle(0);
        view.Toggle(0);

        Assert.Equal([3, 0, 2, 1], Rows(view));
    }

    [Fact]
    public void Toggle_ThreeTimes_IsTheOrderOfTheServer()
    {
        var view = Numbers(10L, null, 9L);

        view.Toggle(0);
        view.Toggle(0);
        view.Toggle(0);

        Assert.Null(view.Sort);
        Assert.Equal([0, 1, 2], Rows(view));
    }

    [Fact]
    public void Toggle_IntegersThatAreEqualAsDoubles_AreToldApart()
    {
        var view = Numbers(long.MaxValue, long.MaxValue - 1);

        view.Toggle(0);

        Assert.Equal([1, 0], Rows(view));
    }

    [Fact]
    public void Toggle_NumbersAsText_AreOrderedByValue()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Number("n"), "10", "9", "1e3", double.PositiveInfinity));

        view.Toggle(0);

        Assert.Equal([1, 0, 2, 3], Rows(view));
    }

    [Fact]
    public void Toggle_Texts_AreOrderedAsTheLanguageDoes()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Text("t"), "zebra", "Äpfel", "apple", "Banana"));

        view.Toggle(0);

        Assert.Equal(["Äpfel", "apple", "Banana", "zebra"], Rows(view).Select(r => (string)view.Results.Value(r, 0)!).Order(StringComparer.CurrentCultureIgnoreCase));
        Assert.Equal(3, Rows(view).ToList().IndexOf(0));
    }

    [Fact]
    public void Toggle_EqualValues_KeepTheirOrderEitherWay()
    {
        var view = Numbers(1L, 1L, 0L);
        view.Toggle(0);
        view.Toggle(0);

        Assert.Equal([0, 1, 2], Rows(view));
    }

    [Fact]
    public void Hidden_CannotBeSortedFilteredOrSearched()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Hidden("mail"), MaskedValue.Instance, MaskedValue.Instance));
        view.Toggle(0);
        view.Filter(new ColumnFilter(0, FilterTest.Present));

        Assert.Null(view.Sort);
        Assert.Empty(view.Filters);

        view.Search("•");
        Assert.Equal(0, view.Count);
    }

    [Theory]
    [InlineData(FilterTest.Contains, "1", new[] { 0, 2 })]
    [InlineData(FilterTest.Equal, "10", new[] { 0 })]
    [InlineData(FilterTest.Equal, "10.0", new[] { 0 })]
    [InlineData(FilterTest.Greater, "9", new[] { 0, 2 })]
    [InlineData(FilterTest.Less, "10", new[] { 3 })]
    [InlineData(FilterTest.Missing, "", new[] { 1 })]
    [InlineData(FilterTest.Present, "", new[] { 0, 2, 3 })]
    public void Filter_Numbers_AreComparedByValue(FilterTest test, string text, int[] expected)
    {
        var view = Numbers(10L, null, 100L, 9L);

        view.Filter(new ColumnFilter(0, test, text));

        Assert.Equal(expected, Rows(view));
    }

    [Fact]
    public void Filter_IntegersThatAreEqualAsDoubles_AreToldApart()
    {
        var view = Numbers(long.MaxValue, long.MaxValue - 1);

        view.Filter(new ColumnFilter(0, FilterTest.Equal, "9223372036854775806"));

        Assert.Equal([1], Rows(view));
    }

    [Fact]
    public void Filter_Times_AreComparedAsTheyAreWritten()
    {
        var view = new ResultView(SomeResult.Of(new ResultColumn("at", "timestamp", ColumnKind.Time), "2025-01-02 10:00:00", "2024-12-31 23:59:59"));

        view.Filter(new ColumnFilter(0, FilterTest.Greater, "2025-01-01"));

        Assert.Equal([0], Rows(view));
    }

    [Fact]
    public void Filter_SecondOfAColumn_ReplacesTheFirst()
    {
        var view = Numbers(1L, 2L);
        view.Filter(new ColumnFilter(0, FilterTest.Equal, "1"));
        view.Filter(new ColumnFilter(0, FilterTest.Equal, "2"));

        Assert.Equal([1], Rows(view));

        view.Unfilter(0);
        Assert.Equal([0, 1], Rows(view));
    }

    [Fact]
    public void Search_LooksIntoEveryShownColumn()
    {
        var view = new ResultView(SomeResult.Of([SomeResult.Text("a"), SomeResult.Number("b")], ["Anna", 1L], ["Bob", 23L], [null, null]));

        view.Search(" anN ");
        Assert.Equal([0], Rows(view));

        view.Search("23");
        Assert.Equal([1], Rows(view));

        view.ShowAll();
        Assert.Equal(3, view.Count);
    }

    [Fact]
    public void Grow_WhileNarrowed_TakesInWhatMatches()
    {
        var results = SomeResult.Of(SomeResult.Number("n"), 1L, 2L);
        var view = new ResultView(results);
        view.Filter(new ColumnFilter(0, FilterTest.Greater, "1"));
        results.Add([5L], 1);

        Assert.Equal([1], Rows(view));
        Assert.True(view.Grow());
        Assert.Equal([1, 2], Rows(view));
        Assert.Equal(3, view.Total);
        Assert.False(view.Grow());
    }

    [Fact]
    public void Grow_InTheServersOrder_KeepsTheVersion()
    {
        var results = SomeResult.Of(SomeResult.Number("n"), 1L);
        var view = new ResultView(results);
        var (version, changes) = (view.Version, 0);
        view.Changed += (_, _) => changes++;
        results.Add([2L], 1);

        view.Grow();

        Assert.Equal((version, 1, 2), (view.Version, changes, view.Count));
    }

    [Theory]
    [InlineData(ColumnKind.Number, 1L, null, 2.5)]
    [InlineData(ColumnKind.Text, 1L, "x", 2L)]
    [InlineData(ColumnKind.Text, null, null, null)]
    [InlineData(ColumnKind.Boolean, true, null, false)]
    [InlineData(ColumnKind.Text, true, 1L, null)]
    public void Kinds_WithoutATypeOfTheServer_AreOfTheValues(ColumnKind expected, object? first, object? second, object? third) =>
        Assert.Equal([expected], new ResultView(SomeResult.Of(new ResultColumn("expression", null), first, second, third)).Kinds);

    [Fact]
    public void Kinds_RowsThatArriveLater_AreLookedAtToo()
    {
        var results = SomeResult.Of(new ResultColumn("expression", null));
        var view = new ResultView(results);
        Assert.Equal([ColumnKind.Text], view.Kinds);

        results.Add([1L], 1);
        view.Grow();

        Assert.Equal([ColumnKind.Number], view.Kinds);
    }

    private static ResultView Numbers(params object?[] values) => new(SomeResult.Of(SomeResult.Number("n"), values));

    private static int[] Rows(ResultView view) => [.. Enumerable.Range(0, view.Count).Select(i => view[i])];
}
