using System.Diagnostics;
using System.Globalization;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;

namespace Admin.Bench;

/// <summary>
/// 300 open pages of one campaign that is being sent: how long until a pause shows on each of them, and what an open page holds
/// in the server's memory. Five are in Chromium, the others are circuits opened by <see cref="OpenCircuit"/>.
/// </summary>
internal static class WatchBench
{
    private const int Pages = 300;
    private const int InBrowser = 5;
    private const int Recipients = 60_000;
    private const int Presses = 10;
    private const int AtOnce = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync()
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            await using var app = await AppProcess.StartAsync(directory);
            await MeasureAsync(app);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(AppProcess app)
    {
        using var api = await Rest.SignInAsync(app, "admin@acme.test");
        var path = $"/o/acme/campaigns/{await api.StartCampaignAsync(Recipients)}";
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = app.Address.ToString(), Locale = "en-US" });
        await new SignInPage(await context.NewPageAsync()).SignInAsync("manager@acme.test");
        var cookies = string.Join("; ", (await context.CookiesAsync()).Select(c => $"{c.Name}={c.Value}").Append("admin.theme=light").Append("admin.culture=c%3Den-US%7Cuic%3Den-US"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("Cookie", cookies);

        var circuits = new List<OpenCircuit>();
        try
        {
            // The first ones bring what all share: compiled code, caches, the feeds.
            await OpenAsync(http, cookies, path, circuits, AtOnce);
            var before = await ManagedHeap.MeasureAsync(app.Id, http);
            await OpenAsync(http, cookies, path, circuits, Pages - InBrowser);
            var after = await ManagedHeap.MeasureAsync(app.Id, http);
            for (var i = 0; i < InBrowser; i++)
                await (await context.NewPageAsync()).GotoAsync(path);

            var drawnBefore = circuits.Sum(c => c.Batches);
            var clock = Stopwatch.StartNew();
            var late = await PressAsync(api, path, circuits);
            var rate = (circuits.Sum(c => c.Batches) - drawnBefore) / clock.Elapsed.TotalSeconds / circuits.Count;
            late.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Pages} open pages, {Presses} pauses and resumes: shown after {late[late.Count / 2]:F0} ms (median), {late[late.Count * 95 / 100]:F0} ms (95 %, aim 500), {late[^1]:F0} ms (last)"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"updates a second of each page: {rate:F1}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"managed memory after a full collection: {(after - before) / (circuits.Count - AtOnce) / 1024:F0} KB a circuit (aim 600)"));
        }
        finally
        {
            foreach (var circuit in circuits)
                await circuit.DisposeAsync();
        }
    }

    private static async Task OpenAsync(HttpClient http, string cookies, string path, List<OpenCircuit> circuits, int until)
    {
        while (circuits.Count < until)
            circuits.AddRange(await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, until - circuits.Count)).Select(_ => OpenCircuit.OpenAsync(http, cookies, path))));
        await Task.Delay(Quiet, TimeProvider.System);
    }

    // From before the call is made, so that the act's own commit counts too.
    private static async Task<List<double>> PressAsync(HttpClient api, string path, List<OpenCircuit> circuits)
    {
        var late = new List<double>();
        for (var press = 0; press < Presses; press++)
        {
            var (act, status) = press % 2 == 0 ? ("pause", "paused") : ("resume", "running");
            var drawn = circuits.ConvertAll(c => c.WhenDrawnAsync($"--a-status-{status}"));
            var pressed = Stopwatch.GetTimestamp();
            await api.PostAsync($"campaigns/{path.Split('/')[^1]}/{act}", new { });
            foreach (var arrived in await Task.WhenAll(drawn).WaitAsync(Patience))
                late.Add(Stopwatch.GetElapsedTime(pressed, arrived).TotalMilliseconds);
            await Task.Delay(Quiet, TimeProvider.System);
        }

        return late;
    }
}
