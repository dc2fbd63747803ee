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
    private static readonly TimeSpan PairRest = TimeSpan.FromSeconds(6);
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

        // The webhooks say so of each of them: the campaign is completed, and whatever comes after the press comes from it.
        var failing = await api.DraftCampaignAsync($"Failing {round}", Sender, Enumerable.Range(0, Failing).Select(NotOnWhatsApp));
        await api.PostAsync($"campaigns/{failing}/start", new { });
        await api.UntilAsync(failing, c => c.GetProperty("counts").GetProperty("failed").GetInt32() == Failing);
        found.Add(("retry of the failed", await FirstAsync(api, control, $"campaigns/{failing}/retry-failed")));
        // Sent to again in six seconds only: the rest of a pair.
        await api.UntilAsync(failing, c => c.GetProperty("status").GetString() == "completed");
        await Task.Delay(PairRest, TimeProvider.System);
        return found;
    }

    /// <summary>Milliseconds from the press to the first message that the simulator accepted.</summary>
    private static async Task<double> FirstAsync(HttpClient api, HttpClient control, string act)
    {
        var before = await AcceptedAsync(control);
        var pressed = Stopwatch.GetTimestamp();
        var answer = api.PostAsync(act, new { });
        using var pulse = new PeriodicTimer(Pulse);
        while (await AcceptedAsync(control) == before)
            await pulse.WaitForNextTickAsync();
        var first = Stopwatch.GetElapsedTime(pressed).TotalMilliseconds;
        await answer;
        return first;
    }

    /// <summary>Milliseconds from the press to the last message that the simulator accepted.</summary>
    private static async Task<double> LastAsync(HttpClient api, HttpClient control, string act)
    {
        var accepted = await AcceptedAsync(control);
        var pressed = Stopwatch.GetTimestamp();
        var (answer, last) = (api.PostAsync(act, new { }), pressed);
        using var pulse = new PeriodicTimer(Pulse);
        while (Stopwatch.GetElapsedTime(last) < Silence)
        {
            await pulse.WaitForNextTickAsync();
            if (await AcceptedAsync(control) is var now && now != accepted)
                (accepted, last) = (now, Stopwatch.GetTimestamp());
        }

        await answer;
        return Stopwatch.GetElapsedTime(pressed, last).TotalMilliseconds;
    }

    private static async Task<long> AcceptedAsync(HttpClient control)
    {
        var figures = (await control.GetFromJsonAsync<JsonElement>("/_simulator/state")).GetProperty("figures");
        return figures.GetProperty("accepted").GetInt64();
    }

    // One of the simulator's personas: accepted, and told to have failed.
    private static string NotOnWhatsApp(int person) => string.Create(CultureInfo.InvariantCulture, $"+5511900009{person:D3}");

    private static (string Key, string Value)[] Settings(SimulatorProcess simulator) =>
    [
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{Port}"),
        ("WhatsApp:BaseUrl", simulator.Address.ToString()),
        ("WhatsApp:AppSecret", Secret),
        ("WhatsApp:VerifyToken", "bench-verify-token"),
        // Two starts a round, as fast as they come.
        ("RateLimits:Policies:campaign_start:Limit", "1000"),
        // Fifty who all fail would pause their campaign.
        ("Campaigns:ErrorWindow", "0"),
        ("Logging:LogLevel:Default", "Warning"),
    ];

    private static IEnumerable<(string Key, string Value)> Simulated(string directory) =>
    [
        ("DatabasePath", Path.Combine(directory, "ledger.db")),
        ("AppSecret", Secret),
        ("WebhookUrl", $"http://127.0.0.1:{Port}/webhooks/whatsapp"),
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
