using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class GridWindowTests
{
    [Fact]
    public void Cut_Part_GivesItsCellsWithRowNumbersAndStyles()
    {
        var view = new ResultView(SomeResult.Of([SomeResult.Number("a"), SomeResult.Text("b"), SomeResult.Text("c")], [1L, "x", null], [2L, "y", MaskedValue.Instance]));

        var window = GridWindow.Cut(view, row: 1, rows: 5, column: 1, columns: 5);

        Assert.Equal((1, 1, 2), (window.Row, window.Column, window.Columns));
        Assert.Equal([2], window.Numbers);
        Assert.Equal(["y", "•••"], window.Texts);
        Assert.Equal(["", "masked"], window.Styles.Select(s => CellText.Styles[s - 'a']));
    }

    [Fact]
    public void Cut_MoreThanAnAnswerHolds_IsBounded()
    {
        var columns = Enumerable.Range(0, 5_000).Select(i => SomeResult.Number($"c{i}")).ToArray();
        var view = new ResultView(SomeResult.Of(columns, [new object?[5_000], new object?[5_000], new object?[5_000]]));

        var window = GridWindow.Cut(view, 0, int.MaxValue, 0, int.MaxValue);

        Assert.InRange(window.Texts.Count, 1, GridWindow.MaxCells);
        Assert.Equal(window.Texts.Count, window.Styles.Length);
    }

    [Theory]
    [InlineData(-5, 1, -5, 1)]
    [InlineData(99, 1, 99, 1)]
    [InlineData(0, -1, 0, -1)]
    public void Cut_OutsideTheResult_IsEmptyOrClamped(int row, int rows, int column, int columns)
    {
        var window = GridWindow.Cut(new ResultView(SomeResult.Of(SomeResult.Number("n"), 1L)), row, rows, column, columns);

        Assert.Equal(window.Numbers.Count * window.Columns, window.Texts.Count);
    }

    [Fact]
    public void Widths_AreOfWhatStandsThere_WithinBounds()
    {
        var widths = GridColumns.Widths(SomeResult.Of([SomeResult.Text("a"), SomeResult.Text("b")], ["x", new string('x', 5_000)]));

        Assert.InRange(widths[0], GridColumns.Min, 120);
        Assert.Equal(GridColumns.Max, widths[1]);
    }

    [Fact]
    public void Fit_IsOfTheRowsThatAreLookedAt()
    {
        var view = new ResultView(SomeResult.Of(SomeResult.Text("t"), "short", new string('x', 90)));
        var wide = GridColumns.Fit(view, 0);

        view.Search("short");

        Assert.True(GridColumns.Fit(view, 0) < wide);
    }
}
