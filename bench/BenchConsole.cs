using System.Globalization;
using Microsoft.Playwright;

namespace Admin.Bench;

/// <summary>The console's page on the bench's data source.</summary>
internal sealed class BenchConsole(IPage page, string source)
{
    private bool _isOpen;

    public async Task<Painted> RunAndCloseAsync(string query)
    {
        var painted = await RunAsync(query, ConsoleServer.Rows);
        await page.CloseAsync();
        return painted;
    }

    public async Task<Painted> RunAsync(string query, int rows)
    {
        await OpenAsync();
        await page.Locator(".statement-editor .view-lines").ClickAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync(query);
        // The rows of a result before this one are not taken for its own.
        var done = string.Create(CultureInfo.InvariantCulture, $".rg:not([data-old])[aria-busy=false][aria-rowcount='{rows + 1}']");
        await page.EvaluateAsync(
            "watch => { document.querySelector('.rg')?.setAttribute('data-old', ''); addEventListener('keydown', e => e.ctrlKey && e.key === 'Enter' && window.benchAsk(), true); window.benchWatch(watch); }",
            new { row = ".rg:not([data-old]) .rg-row .rg-cell", done });
        await Painted.RestAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        return await Painted.ReadAsync(page, ".rg");
    }

    private async Task OpenAsync()
    {
        if (_isOpen)
            return;
        _isOpen = true;
        await Painted.PrepareAsync(page);
        await page.GotoAsync($"/o/acme/console?source={source}");
        await Assertions.Expect(page.Locator(".statement-editor[data-ready=true]")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-action=run]")).ToBeEnabledAsync(new() { Timeout = 60_000 });
    }
}
