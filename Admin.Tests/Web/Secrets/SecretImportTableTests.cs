using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Importing;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Secrets;
using Bunit;

namespace Admin.Tests.Web.Secrets;

public sealed class SecretImportTableTests : ComponentContext
{
    private static readonly SecretId Standing = SecretId.New();

    private static readonly SecretImportReport Report = new(true,
    [
        new SecretImportRow(new ImportPosition(1, null), "FIRST", SecretImportState.New, null, null),
        new SecretImportRow(new ImportPosition(2, null), "SECOND", SecretImportState.Changed, null, Standing),
        new SecretImportRow(new ImportPosition(7, null), null, SecretImportState.Bad, SecretImportErrors.LineWithoutEquals, null),
    ]);

    [Fact]
    public void Rows_OfAReport_SayTheirLineStateAndReason()
    {
        var table = Show(Report);

        var rows = table.FindAll("tbody tr");
        Assert.Equal(["new", "changed", "bad"], rows.Select(r => r.GetAttribute("data-state")));
        Assert.Contains("7", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("not shown", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("NAME=value", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Equal($"/o/acme/secrets/{Standing}", rows[1].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Figures_Pressed_FilterTheRows()
    {
        var table = Show(Report);

        table.Find("button[data-state=bad]").Click();

        Assert.Equal(["bad"], table.FindAll("tbody tr").Select(r => r.GetAttribute("data-state")));
        Assert.Equal("true", table.Find("button[data-state=bad]").GetAttribute("aria-pressed"));
        Assert.Empty(table.FindAll("button[data-state=same]"));
    }

    [Fact]
    public void States_OfADoneImport_AreInThePast() =>
        Assert.Contains("Stored", Show(Report with { DryRun = false }).FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);

    private IRenderedComponent<SecretImportTable> Show(SecretImportReport report) => Render<SecretImportTable>(p => p.Add(t => t.Report, report).Add(t => t.Slug, "acme"));
}
