using System.Diagnostics;
using System.Globalization;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;

namespace Admin.Bench;

/// <summary>The demo campaign's rate against its number's, and how often an open page is updated meanwhile.</summary>
internal static class CampaignBench
{
    private const int Recipients = 2000;
    private const int MessagesPerSecond = 80;

    // Counts changes of the numbers on the page, grouped by animation frame, so that one update with many numbers counts once.
    private const string CountUpdates = """
        () => {
            window.updates = [];
            const target = document.querySelector('.legend');
            let scheduled = false;
            new MutationObserver(() => {
                if (scheduled) return;
                scheduled = true;
                requestAnimationFrame(() => { scheduled = false; window.updates.push(performance.now()); });
            }).observe(target, { subtree: true, childList: true, characterData: true, attributes: true });
        }
        """;

    // The most updates that fall into any one second.
    private const string MostInASecond = """
        () => { const u = window.updates; let most = 0;
                for (let i = 0, j = 0; j < u.length; j++) { while (u[j] - u[i] >= 1000) i++; most = Math.max(most, j - i + 1); }
                return most; }
        """;

    public static async Task<int> RunAsync()
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            await using var app = await AppProcess.StartAsync(directory);
            using var api = await Rest.SignInAsync(app, "admin@acme.test");
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await Chromium.LaunchAsync(playwright);
            var page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = app.Address.ToString() });
            await new SignInPage(page).SignInAsync("manager@acme.test");

            var campaign = await api.StartCampaignAsync(Recipients);
            var clock = Stopwatch.StartNew();
            await page.GotoAsync($"/o/acme/campaigns/{campaign}");
            await page.Locator(".legend").WaitForAsync();
            await page.EvaluateAsync(CountUpdates);
            await api.UntilAsync(campaign, c => c.GetProperty("counts").GetProperty("pending").GetInt32() + c.GetProperty("counts").GetProperty("sending").GetInt32() == 0);
            var sent = clock.Elapsed.TotalSeconds;
            await api.UntilAsync(campaign, c => c.GetProperty("status").GetString() == "completed");
            var most = await page.EvaluateAsync<int>(MostInASecond);

            const double Ideal = (double)Recipients / MessagesPerSecond;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Recipients} recipients at {MessagesPerSecond}/s: {sent:F2} s against {Ideal:F2} s, {100 * (sent - Ideal) / Ideal:+0.0;-0.0} % (aim within 5 %)"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most page updates in any second: {most} (aim 4)"));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
