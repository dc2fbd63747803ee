using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>
/// One number of 1,000 messages a second on SQLite, the simulator a process of its own: sends and their three statuses each at the same
/// time, what the application takes for it, how fast it answers webhooks, and whether it ever went over the number's limit by more than 1 %.
/// <c>ADMIN_BENCH_SECONDS</c> (default 300); <c>ADMIN_BENCH_STATUSES=off</c> measures sends alone.
/// </summary>
internal static class SendsBench
{
    private const string Sender = "100000000000777";
    private const string Secret = "bench-app-secret";
    private const int PerSecond = 1000;
    private const int Port = 28_480;
    private const int Imported = 100_000;

    public static async Task<int> RunAsync()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("ADMIN_BENCH_SECONDS"), CultureInfo.InvariantCulture, out var given) ? given : 300;
        var statuses = Environment.GetEnvironmentVariable("ADMIN_BENCH_STATUSES") != "off";
        var (directory, ledger) = (AppProcess.NewDirectory(), AppProcess.NewDirectory());
        try
        {
            await using var simulator = await SimulatorProcess.StartAsync(AppProcess.Program, Simulated(ledger, statuses));
            await using var app = await AppProcess.StartAsync(directory, Settings(simulator));
            await BenchLimits.LiftAsync(app);
            using var api = await Rest.SignInAsync(app, "admin@acme.test");
            await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
            await api.PostAsync("numbers", new { phone_number_id = Sender, access_token = "bench" });
            var campaign = await PrepareAsync(api, seconds * PerSecond);
            await MeasureAsync(app, simulator, api, campaign, seconds * PerSecond, statuses);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            Directory.Delete(ledger, recursive: true);
        }
    }

    private static async Task<string> PrepareAsync(HttpClient api, int recipients)
    {
        var id = await api.DraftCampaignAsync("Sends", Sender, Phones(0, Math.Min(Imported, recipients)));
        for (var first = Imported; first < recipients; first += Imported)
        {
            using var more = new StringContent("phone,name\n" + string.Join('\n', Phones(first, Math.Min(Imported, recipients - first)).Select(p => p + ",Person")), System.Text.Encoding.UTF8, "text/csv");
            using var answer = await api.PostAsync(new Uri($"/api/v1/campaigns/{id}/audience", UriKind.Relative), more);
            answer.EnsureSuccessStatusCode();
        }

        return id;
    }

    private static async Task MeasureAsync(AppProcess app, SimulatorProcess simulator, HttpClient api, string campaign, int recipients, bool statuses)
    {
        using var process = Process.GetProcessById(app.Id);
        using var control = new HttpClient { BaseAddress = simulator.Address };
        await api.PostAsync($"campaigns/{campaign}/start", new { });
        await UntilAsync(control, figures => Long(figures, "accepted") > 0);
        var (clock, cpu, simulatorCpu) = (Stopwatch.StartNew(), process.TotalProcessorTime, simulator.CpuSeconds);
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        var memory = 0L;
        await UntilAsync(control, figures => Long(figures, "accepted") >= recipients, async () =>
        {
            process.Refresh();
            memory = Math.Max(memory, process.WorkingSet64);
            foreach (var post in (await control.GetFromJsonAsync<JsonElement>("/_simulator/deliveries?take=500")).EnumerateArray())
                answers[$"{post.GetProperty("at")} {post.GetProperty("bytes")}"] = post.GetProperty("milliseconds").GetInt32();
        });
        var sent = clock.Elapsed.TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - cpu).TotalSeconds / sent;
        var state = await FiguresAsync(control);
        var over = state.GetProperty("refused").TryGetProperty("130429", out var refused) ? refused.GetInt64() : 0;
        Print($"{recipients} messages in {sent:F1} s: {recipients / sent:F0} a second (aim 1000); refused as over the limit by more than 1 %: {over} (aim 0)");
        Print($"application: {used:F2} cores (aim under {(statuses ? "0.8" : "0.35")}), {memory / 1048576.0:F0} MB at most; simulator {(simulator.CpuSeconds - simulatorCpu) / sent:F2} cores");
        if (!statuses)
            return;
        var sorted = answers.Values.Order().ToList();
        Print($"statuses told meanwhile: {Long(state, "delivered") / sent:F0} a second; webhook answers: median {sorted[sorted.Count / 2]} ms, p99 {sorted[(int)(sorted.Count * 0.99)]} ms (aim under 250), over {sorted.Count} posts");
        var told = Stopwatch.StartNew();
        var done = await api.UntilAsync(campaign, c => c.GetProperty("counts").GetProperty("read").GetInt32() == recipients);
        Print($"every recipient read and merged {told.Elapsed.TotalSeconds:F1} s after the last send: {done.GetProperty("counts")}");
    }

    private static async Task UntilAsync(HttpClient control, Func<JsonElement, bool> holds, Func<Task>? meanwhile = null)
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(meanwhile is null ? 20 : 250));
        while (!holds(await FiguresAsync(control)))
        {
            if (meanwhile is not null)
                await meanwhile();
            await pulse.WaitForNextTickAsync();
        }
    }

    private static async Task<JsonElement> FiguresAsync(HttpClient control) => (await control.GetFromJsonAsync<JsonElement>("/_simulator/state")).GetProperty("figures");

    private static long Long(JsonElement figures, string name) => figures.GetProperty(name).GetInt64();

    private static IEnumerable<string> Phones(int first, int count) => Enumerable.Range(first, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"+55219{80_000_000 + i}"));

    private static (string Key, string Value)[] Settings(SimulatorProcess simulator) =>
    [
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{Port}"),
        ("WhatsApp:BaseUrl", simulator.Address.ToString()),
        ("WhatsApp:AppSecret", Secret),
        ("WhatsApp:VerifyToken", "bench-verify-token"),
        ("Campaigns:MaxAudienceRows", "2000000"),
        ("RateLimits:Policies:webhook_receive:Limit", "1000000"),
        ("Logging:LogLevel:Default", "Warning"),
    ];

    private static IEnumerable<(string Key, string Value)> Simulated(string directory, bool statuses) =>
    [
        ("DatabasePath", Path.Combine(directory, "ledger.db")),
        ("AppSecret", Secret),
        .. statuses ? [("WebhookUrl", $"http://127.0.0.1:{Port}/webhooks/whatsapp")] : Array.Empty<(string, string)>(),
        ("LatencyMs", "20"),
        ("ReadPercent", "100"),
        ("WebhookDelay", "00:00:00.200"),
        ("GroupingWindow", "00:00:00.250"),
        ("MaxStatusesPerPost", "1000"),
        ("Durable", "false"),
        ("Numbers:0:PhoneNumberId", Sender),
        ("Numbers:0:DisplayPhoneNumber", "+55 11 4000-0777"),
        // 1 % more than the number is said to carry: who is refused here was over it.
        ("Numbers:0:MessagesPerSecond", $"{PerSecond + (PerSecond / 100)}"),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
