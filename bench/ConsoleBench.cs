using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using Npgsql;

namespace Admin.Bench;

/// <summary>
/// 10,000 rows of 10 columns: when the first and the last of them are there, in the console and in Adminer, in the same browser
/// and turn by turn; how much memory an open result adds; what SELECT 1 costs through REST beyond the driver.
/// </summary>
internal static class ConsoleBench
{
    private const int Rounds = 7;
    private const int Open = 12;
    private const int Asks = 240;
    private const int Block = 40;
    private const int Warm = 10;

    private static readonly (string Key, string Value)[] Settings =
    [
        ("RateLimits:Policies:database_query:Limit", "100000"), ("RateLimits:Policies:auth_login:Limit", "1000"),
        ("SqlConsole:AllowPrivateNetworks", "true"), ("Logging:LogLevel:Default", "Warning"),
    ];

    /// <param name="part"><c>rest</c> or <c>page</c>; null for both.</param>
    public static async Task<int> RunAsync(string? part)
    {
        var server = new ConsoleServer();
        var raw = await server.SeedAsync();
        var directory = AppProcess.NewDirectory();
        try
        {
            await using var app = await AppProcess.StartAsync(directory, Settings);
            using var admin = await Rest.SignInAsync(app, "admin@acme.test");
            var source = await server.AddToAsync(admin);
            if (part != "page")
                await AskAsync(server, admin, source);
            if (part == "rest")
                return 0;
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await Chromium.LaunchAsync(playwright);
            await using var person = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = app.Address.ToString(), Locale = "en-US" });
            await new SignInPage(await person.NewPageAsync()).SignInAsync("admin@acme.test");
            await CompareAsync(server, browser, person, source);
            await WeighAsync(app, person, source, raw);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task CompareAsync(ConsoleServer server, IBrowser browser, IBrowserContext person, string source)
    {
        await using var visitor = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "en-US" });
        var adminer = new AdminerPage(await visitor.NewPageAsync(), server);
        await adminer.SignInAsync();
        List<Painted> ours = [];
        List<Painted> theirs = [];
        for (var round = 0; round <= Rounds; round++)
        {
            theirs.Add(await adminer.RunAsync());
            ours.Add(await new BenchConsole(await person.NewPageAsync(), source).RunAndCloseAsync(ConsoleServer.Query));
        }

        // The first of each warms up.
        ours.RemoveAt(0);
        theirs.RemoveAt(0);
        var (first, theirFirst) = (Median(ours, p => p.First), Median(theirs, p => p.First));
        var (last, theirLast) = (Median(ours, p => p.Last), Median(theirs, p => p.Last));
        Print($"first rows painted: console {first:F0} ms, Adminer {theirFirst:F0} ms, {theirFirst / first:F1} times sooner (aim 3); medians of {Rounds}");
        Print($"all {ConsoleServer.Rows} rows there: console {last:F0} ms, Adminer {theirLast:F0} ms, {theirLast / last:F1} times sooner");
        Print($"DOM nodes of the result: console {ours.Max(p => p.Nodes)} (aim under 3000), Adminer {theirs.Max(p => p.Nodes)}");
    }

    /// <summary>Pages that show a result against the same pages before: circuits and the page itself do not count.</summary>
    private static async Task WeighAsync(AppProcess app, IBrowserContext person, string source, long raw)
    {
        List<BenchConsole> pages = [];
        for (var i = 0; i < Open; i++)
        {
            var page = new BenchConsole(await person.NewPageAsync(), source);
            await page.RunAsync("SELECT id FROM bench_orders LIMIT 1", rows: 1);
            pages.Add(page);
        }

        var before = await RestingAsync(app);
        foreach (var page in pages)
            await page.RunAsync(ConsoleServer.Query, ConsoleServer.Rows);
        var added = (await RestingAsync(app) - before) / Open;
        Print($"memory added per open result: {added / 1e6:F1} MB of the process, {added / raw:F1} times its {raw / 1e6:F2} MB of values (aim under 3), over {Open} results");
    }

    private static async Task<double> RestingAsync(AppProcess app)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        using var process = Process.GetProcessById(app.Id);
        return process.WorkingSet64;
    }

    private static async Task AskAsync(ConsoleServer server, HttpClient admin, string source)
    {
        List<double> bare = [];
        List<double> rest = [];
        // Turn by turn in blocks: a process that has slept while the other worked answers its first question late.
        for (var block = 0; block < Asks / Block; block++)
        {
            await AskAsync(bare, () => BareAsync(server));
            await AskAsync(rest, () => RestAsync(admin, source));
        }

        var (one, other) = (Median(bare, t => t), Median(rest, t => t));
        Print($"SELECT 1: bare driver {one:F1} ms, through REST {other:F1} ms, {other - one:F1} ms more (aim under 5); medians of {bare.Count}, a connection each");
    }

    private static async Task AskAsync(List<double> times, Func<Task> ask)
    {
        for (var i = 0; i < Block; i++)
        {
            var time = await TimeAsync(ask);
            if (i >= Warm)
                times.Add(time);
        }
    }

    private static async Task BareAsync(ConsoleServer server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync();
    }

    private static async Task RestAsync(HttpClient admin, string source)
    {
        using var answer = await admin.PostAsJsonAsync("/api/v1/database/execute-query", new { data_source_id = source, query = "SELECT 1" });
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median<T>(IEnumerable<T> values, Func<T, double> of)
    {
        var sorted = values.Select(of).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
