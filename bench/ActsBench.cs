using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>
/// How long after a press the simulator notices it: the first message after start, resume and retry of the failed, the last one after
/// pause and cancel. One number of 1,000 a second that is busy all the time; the worst of <see cref="Rounds"/> campaigns counts.
/// </summary>
internal static class ActsBench
{
    private const string Sender = "100000000000777";
    private const string Secret = "bench-app-secret";
    private const int Port = 28_482;
    private const int Rounds = 5;
    private const int Recipients = 20_000;
    private const int Failing = 50;

    // Whoever is not written to for so long is not written to any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Run = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(10);

    public static async Task<int> RunAsync()
    {
        var (directory, ledger) = (AppProcess.NewDirectory(), AppProcess.NewDirectory());
        try
        {
            await using var simulator = await SimulatorProcess.StartAsync(AppProcess.Program, Simulated(ledger));
            await using var app = await AppProcess.StartAsync(directory, Settings(simulator));
            await BenchLimits.LiftAsync(app);
            using var api = await Rest.SignInAsync(app, "admin@acme.test");
            await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
            await api.PostAsync("numbers", new { phone_number_id = Sender, access_token = "bench" });
            using var control = new HttpClient { BaseAddress = simulator.Address };

            var worst = new SortedDictionary<string, double>(StringComparer.Ordinal);
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (act, milliseconds) in await RoundAsync(api, control, round))
                    worst[act] = Math.Max(worst.GetValueOrDefault(act), milliseconds);
            }

            foreach (var (act, milliseconds) in worst)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{act}: in force after {milliseconds:F0} ms at most, of {Rounds} (aim 2000)"));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            Directory.Delete(ledger, recursive: true);
        }
    }

    private static async Task<List<(string Act, double Milliseconds)>> RoundAsync(HttpClient api, HttpClient control, int round)
    {
        var campaign = await api.DraftCampaignAsync($"Acts {round}", Sender, Enumerable.Range(round * Recipients, Recipients).Select(Rest.Delivered));
        List<(string, double)> found = [("start", await FirstAsync(api, control, $"campaigns/{campaign}/start"))];
        await Task.Delay(Run, TimeProvider.System);
        found.Add(("pause", await LastAsync(api, control, $"campaigns/{campaign}/pause")));
        found.Add(("resume", await FirstAsync(api, control, $"campaigns/{campaign}/resume")));
        await Task.Delay(Run, TimeProvider.System);
        found.Add(("cancel", await LastAsync(api, control, $"campaigns/{campaign}/cancel")));

        // Their tries end before the campaign does, so that whatever comes after the press comes from it.
        var failing = await api.DraftCampaignAsync($"Failing {round}", Sender, Enumerable.Range(0, Failing).Select(Unreachable));
        await api.PostAsync($"campaigns/{failing}/start", new { });
        await api.UntilAsync(failing, c => c.GetProperty("counts").GetProperty("failed").GetInt32() == Failing);
        found.Add(("retry of the failed", await FirstAsync(api, control, $"campaigns/{failing}/retry-failed")));
        await api.PostAsync($"campaigns/{failing}/cancel", new { });
        return found;
    }

    /// <summary>Milliseconds from the press to the first call that the simulator met.</summary>
    private static async Task<double> FirstAsync(HttpClient api, HttpClient control, string act)
    {
        var before = await CallsAsync(control);
        var pressed = Stopwatch.GetTimestamp();
        var answer = api.PostAsync(act, new { });
        using var pulse = new PeriodicTimer(Pulse);
        while (await CallsAsync(control) == before)
            await pulse.WaitForNextTickAsync();
        var first = Stopwatch.GetElapsedTime(pressed).TotalMilliseconds;
        await answer;
        return first;
    }

    /// <summary>Milliseconds from the press to the last call that the simulator met.</summary>
    private static async Task<double> LastAsync(HttpClient api, HttpClient control, string act)
    {
        var pressed = Stopwatch.GetTimestamp();
        var answer = api.PostAsync(act, new { });
        var (calls, last) = (await CallsAsync(control), pressed);
        using var pulse = new PeriodicTimer(Pulse);
        while (Stopwatch.GetElapsedTime(last) < Silence)
        {
            await pulse.WaitForNextTickAsync();
            if (await CallsAsync(control) is var now && now != calls)
                (calls, last) = (now, Stopwatch.GetTimestamp());
        }

        await answer;
        return Stopwatch.GetElapsedTime(pressed, last).TotalMilliseconds;
    }

    private static async Task<long> CallsAsync(HttpClient control)
    {
        var figures = (await control.GetFromJsonAsync<JsonElement>("/_simulator/state")).GetProperty("figures");
        return figures.GetProperty("accepted").GetInt64() + Sum(figures.GetProperty("refused")) + Sum(figures.GetProperty("faults"));
    }

    private static long Sum(JsonElement counts) => counts.EnumerateObject().Sum(count => count.Value.GetInt64());

    // One of the simulator's personas: the connection breaks before the message is taken, at each try.
    private static string Unreachable(int person) => string.Create(CultureInfo.InvariantCulture, $"+5511900009{750 + person:D3}");

    private static (string Key, string Value)[] Settings(SimulatorProcess simulator) =>
    [
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{Port}"),
        ("WhatsApp:BaseUrl", simulator.Address.ToString()),
        ("WhatsApp:AppSecret", Secret),
        ("WhatsApp:VerifyToken", "bench-verify-token"),
        // Fifty who all fail would pause their campaign.
        ("Campaigns:ErrorWindow", "0"),
        ("Logging:LogLevel:Default", "Warning"),
    ];

    private static IEnumerable<(string Key, string Value)> Simulated(string directory) =>
    [
        ("DatabasePath", Path.Combine(directory, "ledger.db")),
        ("AppSecret", Secret),
        ("LatencyMs", "20"),
        ("Durable", "false"),
        ("Numbers:0:PhoneNumberId", Sender),
        ("Numbers:0:DisplayPhoneNumber", "+55 11 4000-0777"),
        ("Numbers:0:MessagesPerSecond", "1000"),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];
}
