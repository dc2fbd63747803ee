using System.Text.RegularExpressions;
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

    public ILocator Change => Page.GetByRole(AriaRole.Switch, new() { Name = "Allow a change" });

    public ILocator Tab(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name });

    public async Task OpenAsync(string source)
    {
        await visitor.OpenAsync("/o/acme/console");
        await ReadyAsync();
        await Page.GetByLabel("Data source").SelectOptionAsync(source);
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("[?&]source=", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>Waits until statements can be written.</summary>
    public Task ReadyAsync() => Assertions.Expect(Page.Locator(".statement-editor[data-ready=true]")).ToBeVisibleAsync();

    public async Task WriteAsync(string statement)
    {
        await Page.Locator(".statement-editor .view-lines").ClickAsync();
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(statement);
    }

    public async Task RunAsync(string statement)
    {
        await WriteAsync(statement);
        await Page.Keyboard.PressAsync("Control+Enter");
    }
}
