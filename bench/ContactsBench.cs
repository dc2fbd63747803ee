using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;

namespace Admin.Bench;

/// <summary>
/// A million contacts, two thirds of them consenting, half with one tag and one in a hundred with another: how long a filter's size
/// takes through REST, and when the first rows of the contacts page are painted in Chromium.
/// </summary>
internal static class ContactsBench
{
    private const int People = 1_000_000;
    private const int Rounds = 7;
    private const string Everybody = "contacts";

    public static async Task<int> RunAsync()
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            await using var app = await AppProcess.StartAsync(directory, ("RateLimits:Policies:auth_login:Limit", "1000"), ("Logging:LogLevel:Default", "Warning"));
            var database = Path.Combine(directory, "admin.db");
            var list = await BenchContacts.AddAsync(database, "acme", People);
            await BenchContacts.DescribeAsync(database, "acme");
            using var admin = await Rest.SignInAsync(app, "admin@acme.test");
            string[] filters = ["", $"list_id={list}", "tag=half", "tag=few", "marketing=given", "tag=half&marketing=given", $"list_id={list}&tag=few&marketing=given", "opted_out=false&marketing=given", "created_from=2026-01-01&marketing=given"];
            foreach (var filter in filters)
                await CountAsync(admin, filter);
            await PaintAsync(app);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task CountAsync(HttpClient admin, string filter)
    {
        List<double> times = [];
        var size = 0;
        for (var round = 0; round <= Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            size = (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/contacts/count?{filter}")).GetProperty("count").GetInt32();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        Say($"size of {(filter.Length == 0 ? "everybody" : Shortened(filter))}: {size:N0} in {Median(times):F0} ms, slowest {times.Skip(1).Max():F0} ms (aim 300)");
    }

    private static async Task PaintAsync(AppProcess app)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        await using var person = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = app.Address.ToString(), Locale = "en-US" });
        var page = await person.NewPageAsync();
        await new SignInPage(page).SignInAsync("admin@acme.test");
        await Painted.PrepareAsync(page);
        List<double> loaded = [];
        List<double> followed = [];
        for (var round = 0; round <= Rounds; round++)
        {
            await page.GotoAsync("/o/acme/templates");
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
            await Painted.RestAsync();
            await page.EvaluateAsync("watch => { document.addEventListener('click', () => window.benchAsk(), { once: true, capture: true }); window.benchWatch(watch); }", Rows);
            await page.Locator($"nav a[href$='/o/acme/{Everybody}']").First.ClickAsync();
            followed.Add((await Painted.ReadAsync(page, "table.table")).First);
            loaded.Add(await LoadAsync(page));
        }

        Say($"contacts page over {People:N0}: first rows painted {Median(followed):F0} ms after its link is pressed (aim 200); a whole load of the page {Median(loaded):F0} ms; medians of {Rounds}");
    }

    private static readonly object Rows = new { row = "tr[data-contact]", done = "tr[data-contact]" };

    private static async Task<double> LoadAsync(IPage page)
    {
        await Painted.RestAsync();
        await page.EvaluateAsync("() => window.benchAsk()");
        await page.GotoAsync($"/o/acme/{Everybody}", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await page.EvaluateAsync("watch => window.benchWatch(watch)", Rows);
        return (await Painted.ReadAsync(page, "table.table")).First;
    }

    // The first warms up.
    private static double Median(List<double> times) => times.Skip(1).Order().ElementAt((times.Count - 1) / 2);

    private static string Shortened(string filter) => string.Join('&', filter.Split('&').Select(p => p.StartsWith("list_id", StringComparison.Ordinal) ? "list" : p));

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
