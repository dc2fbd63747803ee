using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>An org admin connects a real PostgreSQL server, and hears what is wrong with it before anybody queries it.</summary>
[Collection(Stage.Name)]
public sealed class DataSourceJourney(Stage stage)
{
    [Fact]
    public async Task Admin_AddsAPostgresqlServer_IsToldOfTlsAndDangers_AndQueriesIt()
    {
        var server = (Environment.GetEnvironmentVariable("ADMIN_TEST_POSTGRESQL") ?? "").Split('|');
        Assert.SkipUnless(server.Length == 4, "ADMIN_TEST_POSTGRESQL (address|account|password|authority file) is not set");
        await KeepPasswordAsync(server[2]);
        await using var admin = await stage.EnterAsync(People.Admin);
        await FillAsync(admin.Page, server);

        // The certificate is for another name, so the usual way does not go.
        await TestAsync(admin.Page);
        await Expect(admin.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("The encrypted connection failed");
        await admin.Page.GetByLabel("Encryption").SelectOptionAsync("Encrypted, not verified");
        await TestAsync(admin.Page);
        await Expect(admin.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("superuser");
        await Expect(admin.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("GRANT SELECT");
        await admin.CheckAccessibleAsync();
        await admin.ShootAsync("data-source-tested");

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Add data source" }).ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "Warehouse" }).Or(admin.Page.GetByRole(AriaRole.Link, new() { Name = "Warehouse" })).First).ToBeVisibleAsync();
        await QueryAsync(admin);
        admin.AssertCalm();
    }

    private static async Task QueryAsync(Visitor admin)
    {
        var console = new ConsolePage(admin);
        await console.OpenAsync("Warehouse");
        await console.RunAsync("select g as id, 'row ' || g as name, null as nothing from generate_series(1, 10000) as g");
        await Expect(console.Status).ToContainTextAsync("1,000 rows");
        await Expect(console.Outcome).ToContainTextAsync("Only the first 1,000 rows");
        await Expect(console.Rows.First).ToContainTextAsync("row 1");
        await console.RunAsync("select missing from generate_series(1, 3) as g");
        await Expect(console.Outcome).ToContainTextAsync("missing");
        await Expect(console.Outcome).ToContainTextAsync("42703");
        await admin.CheckAccessibleAsync();
    }

    private async Task KeepPasswordAsync(string password)
    {
        using var api = await Rest.SignInAsync(stage.App, People.Admin);
        await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        await api.PostAsync("secrets", new { name = "WAREHOUSE_PASSWORD", value = password, kind = "database" });
    }

    private static async Task FillAsync(IPage page, string[] server)
    {
        var address = server[0].Split(':');
        await page.GotoAsync("/o/acme/data-sources/new");
        await Expect(page.Locator("[data-interactive=true]")).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Warehouse");
        await page.GetByLabel("Kind").SelectOptionAsync("PostgreSQL");
        await page.GetByLabel("Host").FillAsync(address[0]);
        await page.GetByLabel("Port").FillAsync(address[1]);
        await page.Locator("#source-database").FillAsync("postgres");
        await page.Locator("#source-user").FillAsync(server[1]);
        await page.Locator("#source-secret").SelectOptionAsync(new SelectOptionValue { Label = "WAREHOUSE_PASSWORD" });
        await page.Locator("#source-environment").SelectOptionAsync("Development");
    }

    /// <summary>Asks for a test; where a password would travel, one's own is asked for first.</summary>
    private static async Task TestAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Test connection" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Or(page.Locator(".test-facts")).First).ToBeVisibleAsync();
        if (await dialog.CountAsync() == 0)
            return;
        await dialog.GetByLabel("Password").FillAsync(AppProcess.DemoPassword);
        await dialog.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }
}
