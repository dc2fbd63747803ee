using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class CellTextTests
{
    public CellTextTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void Of_Null_IsMarkedAsSuch() => Assert.Equal(new CellText("NULL", "null"), CellText.Of(null));

    [Fact]
    public void Of_LargestInteger_KeepsEveryDigit() => Assert.Equal("9223372036854775807", CellText.Of(long.MaxValue).Text);

    [Fact]
    public void Of_Double_RoundTrips() => Assert.Equal("0.1", CellText.Of(0.1).Text);

    [Fact]
    public void Of_LongText_IsCutAndStandsInTheTitle()
    {
        var cell = CellText.Of(new string('x', 300));

        Assert.Equal(201, cell.Text.Length);
        Assert.Equal(300, cell.Title!.Length);
    }

    [Fact]
    public void Of_TextCutInsideAnEmoji_DoesNotHalveIt()
    {
        var cell = CellText.Of(new string('x', 199) + "😀" + new string('y', 50));

        Assert.DoesNotContain(cell.Text, char.IsSurrogate);
    }

    [Fact]
    public void Of_Bytes_ShowsStartAndLength() => Assert.StartsWith("0x0001ff (3", CellText.Of(new byte[] { 0, 1, 255 }).Text, StringComparison.Ordinal);

    [Fact]
    public void Of_LineEnds_StayOnOneLine() => Assert.Equal("a↵b↵c", CellText.Of("a\r\nb\nc").Text);

    [Fact]
    public void Of_CutValue_IsMarked() => Assert.Equal("cut", CellText.Of(new CutValue("start", 9_000_000)).Style);

    [Fact]
    public void Of_CutBytes_ShowTheWholeLength() => Assert.Contains("9,000,000 B", CellText.Of(new CutValue(new byte[] { 1 }, 9_000_000)).Text, StringComparison.Ordinal);

    [Fact]
    public void Of_Masked_ShowsNoValue() => Assert.Equal(new CellText("•••", "masked"), CellText.Of(MaskedValue.Instance));

    [Fact]
    public void Of_JsonAndTimes_AreStyledByTheirColumn() =>
        Assert.Equal(("json", "time"), (CellText.Of("{}", ColumnKind.Json).Style, CellText.Of("2025-01-01", ColumnKind.Time).Style));

    [Fact]
    public void Of_EveryStyle_IsKnownToTheBrowser() =>
        Assert.All(
            new object?[] { null, true, 1L, 1.5, 1m, "x", new string('x', 300), new byte[1], new CutValue("x", 2), MaskedValue.Instance },
            value => Assert.Contains(CellText.Of(value).Style ?? "", CellText.Styles));
}
