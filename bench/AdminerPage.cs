using Microsoft.Playwright;

namespace Admin.Bench;

/// <summary>Adminer's page for statements.</summary>
internal sealed class AdminerPage(IPage page, ConsoleServer server)
{
    private static readonly string Home = Environment.GetEnvironmentVariable("ADMIN_BENCH_ADMINER") ?? throw new InvalidOperationException("Start bench/console.sh.");

    public async Task SignInAsync()
    {
        // It would ask its maker for a newer version.
        await page.RouteAsync(u => !u.StartsWith(Home, StringComparison.Ordinal), r => r.AbortAsync());
        await page.AddInitScriptAsync("addEventListener('submit', () => window.benchAsk?.(), true)");
        await Painted.PrepareAsync(page);
        // A page that is loaded anew watches from its first line on; the query's own form has no row.
        await page.AddInitScriptAsync(
            $"if (location.search.includes('sql=')) window.benchWatch({{ row: 'table.nowrap tbody tr td', table: 'table.nowrap', rows: {ConsoleServer.Rows} }})");
        await page.GotoAsync(Home);
        await page.SelectOptionAsync("[name='auth[driver]']", "pgsql");
        await page.FillAsync("[name='auth[server]']", server.Address);
        await page.FillAsync("[name='auth[username]']", server.Account);
        await page.FillAsync("[name='auth[password]']", server.Password);
        await page.FillAsync("[name='auth[db]']", "postgres");
        await page.ClickAsync("input[type=submit]");
        await page.WaitForURLAsync(u => u.Contains("username=", StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
    }

    public async Task<Painted> RunAsync()
    {
        await page.GotoAsync($"{Home}?pgsql={Uri.EscapeDataString(server.Address)}&username={server.Account}&db=postgres&ns=public&sql={Uri.EscapeDataString(ConsoleServer.Query)}");
        await Painted.RestAsync();
        await page.ClickAsync("input[type=submit][value=Execute]");
        return await Painted.ReadAsync(page, "table.nowrap");
    }
}
