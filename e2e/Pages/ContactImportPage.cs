using System.Text;
using Admin.E2E.Fixtures;
using Microsoft.Playwright;

namespace Admin.E2E.Pages;

/// <summary>The steps of an import of contacts.</summary>
internal sealed class ContactImportPage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    public ILocator Check => Page.GetByTestId("import-check");

    public ILocator Start => Page.GetByTestId("import-start");

    public ILocator People => Page.GetByTestId("import-people");

    public ILocator Rejected => Page.GetByTestId("import-rejected");

    public Task OpenAsync() => visitor.OpenAsync("/o/acme/contacts/imports/new");

    public async Task UploadAsync(string name, string text)
    {
        await Page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await Page.GetByTestId("import-upload").ClickAsync();
    }

    /// <summary>What a column is, from 0.</summary>
    public ILocator Column(int index) => Page.Locator($"select[data-column='{index}']");

    /// <summary>The state as a chip in the head of the page.</summary>
    public ILocator State(string state) => Page.Locator($"h1 [data-import-state={state}]");
}
