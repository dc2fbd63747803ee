using System.Text.RegularExpressions;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>What is run and written is found again: after a reload, under an address, in a file.</summary>
[Collection(Stage.Name)]
public sealed class ConsoleKeepJourney(Stage stage)
{
    private const string Endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n";

    [Fact]
    public async Task Support_ReloadsWhileItRuns_FindsTheRunAndCancelsIt()
    {
        await using var support = await stage.EnterAsync(People.Support);
        var console = new ConsolePage(support);
        var cancel = support.Page.Locator("[data-action=cancel]");

        await console.OpenAsync("Sample shop");
        await console.RunAsync(Endless);
        await Expect(cancel).ToBeVisibleAsync();
        await support.Page.ReloadAsync();
        await Expect(cancel).ToBeVisibleAsync();
        await Expect(support.Page.Locator(".statement-editor")).ToContainTextAsync("recursive");
        await support.Page.Locator(".statement-editor .view-lines").ClickAsync();
        await support.Page.Keyboard.PressAsync("Escape");

        await Expect(console.Outcome).ToContainTextAsync("cancelled");
        support.AssertCalm();
    }

    [Fact]
    public async Task Admin_SeesWhatRuns_AndCancelsIt()
    {
        await using var support = await stage.EnterAsync(People.Support);
        await using var admin = await stage.EnterAsync(People.Admin);
        var console = new ConsolePage(support);

        await console.OpenAsync("Sample shop");
        await console.RunAsync(Endless);
        await admin.OpenAsync("/o/acme/console/runs");
        var running = admin.Page.GetByRole(AriaRole.Region, new() { Name = "Running now" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "recursive" });
        await Expect(running).ToHaveCountAsync(1);
        await admin.CheckAccessibleAsync();
        await admin.ShootAsync("console-runs-running");
        await running.Locator("[data-action=cancel]").ClickAsync();

        await Expect(console.Outcome).ToContainTextAsync("cancelled");
        await Expect(running).ToHaveCountAsync(0);
        support.AssertCalm();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Support_ReloadsAResult_AndSharesItsAddressWithoutItsRows()
    {
        await using var support = await stage.EnterAsync(People.Support);
        await using var admin = await stage.EnterAsync(People.Admin);
        var console = new ConsolePage(support);

        await console.OpenAsync("Sample shop");
        await console.RunAsync("select id, name from products order by id");
        await Expect(console.Rows).ToHaveCountAsync(8);
        await Expect(support.Page).ToHaveURLAsync(RunAddress());
        await support.Page.ReloadAsync();
        await Expect(console.Rows).ToHaveCountAsync(8);
        await Expect(console.Rows.First).ToContainTextAsync("Coffee 500 g");

        await admin.OpenAsync(new Uri(support.Page.Url).PathAndQuery);
        await Expect(admin.Page.Locator(".statement-editor")).ToContainTextAsync("select id, name from products");
        var seen = new ConsolePage(admin);
        await Expect(seen.Outcome).ToContainTextAsync("ran this");
        await Expect(seen.Rows).ToHaveCountAsync(0);
        support.AssertCalm();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Support_SavesAQueryWithAParameter_AnotherOpensItByItsAddress()
    {
        await using var support = await stage.EnterAsync(People.Support);
        await using var admin = await stage.EnterAsync(People.Admin);
        var console = new ConsolePage(support);

        await console.OpenAsync("Sample shop");
        await console.WriteAsync("select id, name from products where id <= :most order by id");
        await support.Page.GetByLabel("Type of most").SelectOptionAsync(new SelectOptionValue { Label = "number" });
        await support.Page.Locator("#parameter-most").FillAsync("3");
        await support.Page.Locator("#parameter-most").PressAsync("Control+Enter");
        await Expect(console.Rows).ToHaveCountAsync(3);

        await support.Page.Locator("[data-action=save]").ClickAsync();
        var dialog = support.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("First products");
        await dialog.GetByLabel("Folder").FillAsync("Stock");
        await dialog.GetByLabel("Share").CheckAsync();
        await support.CheckAccessibleAsync();
        await dialog.Locator("[data-action=save-query]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        await support.Page.GetByRole(AriaRole.Tab, new() { Name = "Saved" }).ClickAsync();
        await support.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "First products" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(support.Page).ToHaveURLAsync(new Regex("[?&]query=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await admin.OpenAsync(new Uri(support.Page.Url).PathAndQuery);
        await Expect(admin.Page.Locator(".statement-editor")).ToContainTextAsync("id <= :most");
        await Expect(admin.Page.Locator("#parameter-most")).ToHaveValueAsync("3");
        support.AssertCalm();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Support_ExportsAResult_WithoutFormulasAndWithoutWhatIsMasked()
    {
        await Stock.MakeAsync(stage, "Archive", new { sensitive_columns = (object[])[new { table = "people", column = "phone", reason = "LGPD" }] });
        await using var support = await stage.EnterAsync(People.Support);
        var console = new ConsolePage(support);

        await console.OpenAsync("Archive");
        await console.RunAsync("select name, phone as number from people order by id");
        await Expect(console.Rows).ToHaveCountAsync(2);
        await Expect(console.Outcome).ToContainTextAsync("LGPD");
        await Expect(console.Outcome).Not.ToContainTextAsync("+55119");
        await support.CheckAccessibleAsync();
        Assert.DoesNotContain("+55119", await ExportAsync(support, "csv"), StringComparison.Ordinal);

        await console.RunAsync("select name, price from products order by id");
        await Expect(console.Rows).ToHaveCountAsync(5);
        Assert.Contains("'=Cocoa,3000", await ExportAsync(support, "csv"), StringComparison.Ordinal);
        support.AssertCalm();
    }

    private static async Task<string> ExportAsync(Visitor visitor, string format)
    {
        await visitor.Page.Locator("[data-action=export-menu] button, button[data-action=export-menu]").First.ClickAsync();
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Page.Locator($"[data-export={format}]").ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync().InTimeAsync(), TestContext.Current.CancellationToken);
    }

    private static Regex RunAddress() => new("[?&]run=", RegexOptions.None, TimeSpan.FromSeconds(1));
}
