using Admin.E2E.Fixtures;
using Microsoft.Playwright;

namespace Admin.E2E.Pages;

internal sealed class ConsolePage(Visitor visitor)
{
    private IPage Page => visitor.Page;

    public ILocator Outcome => Page.GetByRole(AriaRole.Region, new() { Name = "Result", Exact = true });

    /// <summary>The rows that are drawn, without the head.</summary>
    public ILocator Rows => Outcome.Locator(".rg-row");

    public ILocator Status => Outcome.Locator(".console-status");

    public ILocator Refusal => Outcome.GetByRole(AriaRole.Alert);

    public async Task OpenAsync(string source)
    {
        await visitor.OpenAsync("/o/acme/console");
        await Page.GetByLabel("Data source").SelectOptionAsync(source);
        await Assertions.Expect(Page.Locator(".statement-editor[data-ready=true]")).ToBeVisibleAsync();
    }

    public async Task RunAsync(string statement)
    {
        await Page.Locator(".statement-editor .view-lines").ClickAsync();
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(statement);
        await Page.Keyboard.PressAsync("Control+Enter");
    }
}
