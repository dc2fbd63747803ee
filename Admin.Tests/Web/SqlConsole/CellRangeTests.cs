using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class CellRangeTests
{
    private readonly ResultView _view = new(SomeResult.Of([SomeResult.Number("n"), SomeResult.Text("t")], [1L, "a\tb"], [2L, null], [3L, "say \"x\""]));

    [Fact]
    public void Copy_OneCell_IsExact() => Assert.Equal("a\tb", CellRange.Copy(_view, 0, 0, 1, 1, withHeader: false));

    [Fact]
    public void Copy_Range_QuotesWhatWouldBreakIt() => Assert.Equal("1\t\"a\tb\"\n2\t\n3\t\"say \"\"x\"\"\"\n", CellRange.Copy(_view, 0, 2, 0, 1, withHeader: false));

    [Fact]
    public void Copy_WithHeader_NamesTheColumns() => Assert.Equal("n\n2\n", CellRange.Copy(_view, 1, 1, 0, 0, withHeader: true));

    [Fact]
    public void Copy_FollowsTheOrderOfTheView()
    {
        _view.Toggle(0);
        _view.Toggle(0);

        Assert.Equal("3\n2\n1\n", CellRange.Copy(_view, 0, 2, 0, 0, withHeader: false));
    }
}
