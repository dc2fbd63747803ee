using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

[Collection(Stage.Name)]
public sealed class ImportJourney(Stage stage)
{
    private const string Canary = "imported-canary-51c0de";

    private const string Env = $"# ours\nIMPORT_ONE={Canary}\nexport IMPORT_TWO=\"two\\nlines\"\nnot a line\n";

    [Fact]
    public async Task Admin_PastesAnEnvFile_LooksImportsAndFindsAllTheSameTheSecondTime()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = new ImportPage(admin);

        await page.OpenAsync();
        await admin.CheckAccessibleAsync();
        await page.LookAsync(Env);
        await Expect(page.Figure("new")).ToHaveTextAsync("2");
        await Expect(page.Rows("bad")).ToContainTextAsync("4");
        await admin.CheckAccessibleAsync();
        await Expect(page.Import).ToHaveTextAsync("Import 2 secrets");
        await page.Import.ClickAsync();
        await Expect(admin.Page.GetByText("Imported: 2 stored, 0 rotated.")).ToBeVisibleAsync();
        Assert.DoesNotContain(Canary, await admin.Page.ContentAsync(), StringComparison.Ordinal);

        await admin.OpenAsync("/o/acme/secrets?q=import_");
        await Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "IMPORT_ONE", Exact = true })).ToBeVisibleAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "IMPORT_TWO", Exact = true })).ToBeVisibleAsync();

        await page.OpenAsync();
        await page.LookAsync(Env);
        await Expect(page.Figure("same")).ToHaveTextAsync("2");
        await Expect(page.Import).ToBeDisabledAsync();
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_TicksSecrets_TagsThemUndoesItAndExportsTheirValues()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = new ImportPage(admin);
        await page.OpenAsync();
        await page.LookAsync("BATCH_ONE=1\nBATCH_TWO=2");
        await page.Import.ClickAsync();
        await Expect(admin.Page.GetByText("Imported: 2 stored, 0 rotated.")).ToBeVisibleAsync();

        await admin.OpenAsync("/o/acme/secrets?q=batch_");
        await admin.Page.GetByTestId("tick-all").ClickAsync();
        await Expect(admin.Page.GetByTestId("bulk-bar")).ToContainTextAsync("2 ticked");
        await admin.CheckAccessibleAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Change tags" }).ClickAsync();
        await admin.Page.Locator("#tags-add").FillAsync("journey");
        await admin.Page.Locator("[role=dialog] button[type=submit]").ClickAsync();
        await Expect(admin.Page.Locator("tbody .chip", new() { HasTextString = "journey" })).ToHaveCountAsync(2);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(admin.Page.Locator("tbody .chip", new() { HasTextString = "journey" })).ToHaveCountAsync(0);

        await admin.Page.GetByTestId("bulk-bar").GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        await admin.Page.GetByLabel("With values, as a .env file").CheckAsync();
        await admin.Page.GetByLabel("Reason").FillAsync("Moving to another server");
        await admin.CheckAccessibleAsync();
        var download = await admin.Page.RunAndWaitForDownloadAsync(() => ExportAsync(admin));
        Assert.Equal("secrets.env", download.SuggestedFilename);
        using var reader = new StreamReader(await download.CreateReadStreamAsync().InTimeAsync());
        Assert.Equal("BATCH_ONE=1\nBATCH_TWO=2\n", await reader.ReadToEndAsync());
        admin.AssertCalm();
    }

    /// <summary>Gives the password where it is asked for.</summary>
    private static async Task ExportAsync(Visitor admin)
    {
        await admin.Page.GetByTestId("export-do").ClickAsync();
        var password = admin.Page.GetByLabel("Password");
        await Expect(password.Or(admin.Page.GetByText("The file is among your downloads."))).ToBeVisibleAsync();
        if (!await password.IsVisibleAsync())
            return;
        await password.FillAsync(AppProcess.DemoPassword);
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
    }
}
