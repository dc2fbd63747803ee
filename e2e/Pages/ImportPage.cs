using Admin.E2E.Fixtures;
using Microsoft.Playwright;

namespace Admin.E2E.Pages;

internal sealed class ImportPage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    /// <summary>How many entries have a state, as the figure above the table says.</summary>
    public ILocator Figure(string state) => Page.Locator($"button[data-state={state}] b");

    public ILocator Rows(string state) => Page.Locator($"tbody tr[data-state={state}]");

    public ILocator Import => Page.GetByTestId("import-do");

    public Task OpenAsync() => visitor.OpenAsync("/o/acme/secrets/import");

    public async Task LookAsync(string text)
    {
        await Page.Locator("#import-text").FillAsync(text);
        await Page.GetByTestId("import-look").ClickAsync();
    }
}
