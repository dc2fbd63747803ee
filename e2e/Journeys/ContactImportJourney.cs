using System.Globalization;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

[Collection(Stage.Name)]
public sealed class ContactImportJourney(Stage stage)
{
    // The phones of the sender stand before those of the people: the proposal is wrong, and a person mends it.
    private static readonly string Csv = "telefone;cliente_fone;nome\n"
        + string.Concat(Enumerable.Range(0, 300).Select(i => string.Create(CultureInfo.InvariantCulture, $"(11) 3333-4444;(11) 98711-{i:0000};Pessoa {i}\n")))
        + "(11) 3333-4444;sem telefone;=Ninguém()\n";

    [Fact]
    public async Task Admin_UploadsAFile_MendsTheColumnsChecksImportsAndTakesTheRejectedRows()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = new ContactImportPage(admin);

        await page.OpenAsync();
        await admin.CheckAccessibleAsync();
        await page.UploadAsync("clientes.csv", Csv);
        await Expect(page.State("uploaded")).ToBeVisibleAsync();
        await Expect(page.Column(0)).ToHaveValueAsync("Phone");
        await admin.CheckAccessibleAsync();
        await page.Check.ClickAsync();
        await Expect(page.State("checked")).ToBeVisibleAsync();
        await Expect(page.People).ToHaveTextAsync("1");

        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the columns" }).ClickAsync();
        await page.Column(0).SelectOptionAsync("Ignored");
        await page.Column(1).SelectOptionAsync("Phone");
        await Expect(admin.Page.Locator("tbody tr").First).ToContainTextAsync("+5511987110000");
        await admin.Page.GetByLabel("And on a new list").FillAsync("Journey of an import");
        await page.Check.ClickAsync();
        await Expect(page.People).ToHaveTextAsync("300");
        await Expect(page.Rejected).ToHaveTextAsync("1");
        await admin.CheckAccessibleAsync();

        // Left and found again.
        await admin.OpenAsync("/o/acme/contacts/imports");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "clientes.csv" }).First.ClickAsync();
        await page.Start.ClickAsync();
        await Expect(page.State("completed")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByText("300 contacts added")).ToBeVisibleAsync();
        await admin.CheckAccessibleAsync();

        var download = await admin.Page.RunAndWaitForDownloadAsync(() => admin.Page.GetByTestId("import-download").ClickAsync());
        using var reader = new StreamReader(await download.CreateReadStreamAsync().InTimeAsync());
        Assert.EndsWith("302,phone_invalid,(11) 3333-4444,sem telefone,'=Ninguém()\r\n", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        admin.AssertCalm();
    }

    [Fact]
    public async Task Admin_UploadsAWorkbook_IsToldWhatToDo()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        var page = new ContactImportPage(admin);

        await page.OpenAsync();
        await page.UploadAsync("lista.csv", "PK\u0003\u0004 and so on");

        await Expect(admin.Page.GetByText("This is an Excel workbook", new() { Exact = false })).ToBeVisibleAsync();
        await admin.CheckAccessibleAsync();
    }
}
