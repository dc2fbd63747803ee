using Admin.Web.Features.SqlConsole;

namespace Admin.Tests.Web.SqlConsole;

public sealed class CellTextTests
{
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
}
