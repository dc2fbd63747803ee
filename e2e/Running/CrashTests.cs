using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.E2E.Running;

/// <summary>
/// The application is killed at random instants, from its start on, while it plans, sends from two numbers, merges webhooks and pauses; the simulator, a
/// process of its own, breaks connections before and after it has accepted, and repeats and reorders what it tells. In the end the
/// simulator's ledger, the recipients and the campaign's counts say the same: nobody missed, nobody written to twice.
/// <c>ADMIN_CRASH_KILLS</c> and <c>ADMIN_CRASH_SEED</c> choose how often and which instants.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const string Sender = "100000000000001";
    private const string SecondSender = "100000000000011";
    private const string Secret = "crash-app-secret";
    private const int PerKill = 220;
    private const int Concurrency = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string _directory = AppProcess.NewDirectory();
    private readonly string _ledger = AppProcess.NewDirectory();

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        Directory.Delete(_ledger, recursive: true);
    }

    [Fact]
    public async Task KilledAgainAndAgain_NobodyIsMissedAndNobodyWrittenToTwice()
    {
        var plan = CrashPlan.Of(20, output);
        var (kills, seed) = plan;
        var port = FreePort();
        await using var simulator = await SimulatorProcess.StartAsync(AppProcess.Program, SimulatorSettings(port, seed));

        var campaign = await PrepareAsync(simulator, port, kills * PerKill);
        for (var kill = 0; kill < kills; kill++)
            await RunAndKillAsync(simulator, port, campaign, plan.Random);

        await using var app = await StartAsync(simulator, port);
        using var api = await Rest.SignInAsync(app, People.Admin);
        var ended = await UntilSettledAsync(api, campaign);
        output.WriteLine($"{ended.GetProperty("counts")}");
        await CompareAsync(simulator, api, campaign, ended, seed, kills);
    }

    private async Task<string> PrepareAsync(SimulatorProcess simulator, int port, int recipients)
    {
        await using var app = await StartAsync(simulator, port);
        using var api = await Rest.SignInAsync(app, People.Admin);
        var id = await api.DraftCampaignAsync("Killed", [Sender, SecondSender], Enumerable.Range(0, recipients).Select(Rest.Delivered));
        await api.PostAsync($"campaigns/{id}/start", new { });
        // The first dies while it freezes the audience, or just after.
        await app.KillAsync();
        return id;
    }

    private async Task RunAndKillAsync(SimulatorProcess simulator, int port, string campaign, Random random)
    {
        if (random.Next(5) == 0)
        {
            await using var starting = AppProcess.Launch(_directory, Settings(simulator, port));
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3_000)), TimeProvider.System);
            await starting.KillAsync();
            return;
        }

        await using var app = await StartAsync(simulator, port);
        using var api = await Rest.SignInAsync(app, People.Admin);
        await ActAsync(api, campaign, "resume");
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(2_000)), TimeProvider.System);
        if (random.Next(3) == 0)
        {
            await ActAsync(api, campaign, "pause");
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System);
        }

        await app.KillAsync();
    }

    // Refused when the campaign stands otherwise; that is no fault here.
    private static async Task ActAsync(HttpClient api, string campaign, string act)
    {
        using var answer = await api.PostAsJsonAsync($"/api/v1/campaigns/{campaign}/{act}", new { });
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Conflict, answer.StatusCode.ToString());
    }

    /// <summary>Until nothing is left to send, leases of the dead are over, and no more webhook changes anything.</summary>
    private static async Task<JsonElement> UntilSettledAsync(HttpClient api, string campaign)
    {
        await ActAsync(api, campaign, "resume");
        using var patience = new CancellationTokenSource(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var (last, same) = ("", 0);
        while (true)
        {
            var now = await api.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{campaign}", patience.Token);
            var counts = now.GetProperty("counts");
            same = counts.ToString() == last ? same + 1 : 0;
            last = counts.ToString();
            if (same >= 8 && Count(counts, "pending") + Count(counts, "sending") == 0)
                return now;
            await pulse.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task CompareAsync(SimulatorProcess simulator, HttpClient api, string campaign, JsonElement ended, int seed, int kills)
    {
        var told = $"seed {seed}: {ended}";
        using var http = new HttpClient { BaseAddress = simulator.Address };
        var ledger = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var sender in new[] { Sender, SecondSender })
        {
            var entries = (await http.GetFromJsonAsync<JsonElement>($"/_simulator/ledger?phone_number_id={sender}")).GetProperty("entries").EnumerateArray().ToList();
            Assert.True(entries.Count > 0, $"{sender} sent nothing ({told})");
            foreach (var entry in entries)
                ledger["+" + entry.GetProperty("to").GetString()] = ledger.GetValueOrDefault("+" + entry.GetProperty("to").GetString()) + entry.GetProperty("messages").GetInt32();
        }

        var rows = (await api.GetStringAsync(new Uri($"/api/v1/campaigns/{campaign}/report.csv", UriKind.Relative))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(',')).ToDictionary(c => c[0].Trim('"', '\''), c => c[1].Trim('"'), StringComparer.Ordinal);
        var counts = ended.GetProperty("counts");

        Assert.Equal(kills * PerKill, rows.Count);
        Assert.Equal([], ledger.Where(l => l.Value > 1).Select(l => $"{l.Key} got {l.Value} ({told})"));
        foreach (var state in rows.Values.Distinct(StringComparer.Ordinal))
            Assert.True(rows.Values.Count(s => s == state) == Count(counts, state), $"{state}: {told}");
        Assert.Equal(rows.Count, counts.EnumerateObject().Sum(c => c.Value.GetInt32()));
        // Who got it is known to have got it, or nobody knows; and nobody counts as written to who was not.
        Assert.Equal([], ledger.Keys.Where(p => rows[p] is not ("sent" or "delivered" or "read" or "ambiguous")).Select(p => $"{p} is {rows[p]} ({told})"));
        Assert.Equal([], rows.Where(r => r.Value is "sent" or "delivered" or "read" && !ledger.ContainsKey(r.Key)).Select(r => $"{r.Key} never got it ({told})"));
        // What is ambiguous was on its way from one of the two numbers at a kill, or its connection was reset.
        Assert.True(Count(counts, "ambiguous") <= (kills * Concurrency * 2) + (rows.Count / 20), told);
    }

    private static int Count(JsonElement counts, string state) => counts.GetProperty(state).GetInt32();

    private Task<AppProcess> StartAsync(SimulatorProcess simulator, int port) => AppProcess.StartAsync(_directory, Settings(simulator, port));

    private static (string Key, string Value)[] Settings(SimulatorProcess simulator, int port) =>
    [
        ("ASPNETCORE_URLS", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
        ("WhatsApp:BaseUrl", simulator.Address.ToString()),
        ("WhatsApp:AppSecret", Secret),
        ("WhatsApp:VerifyToken", "crash-verify-token"),
        ("RateLimits:Policies:auth_login:Limit", "1000"),
        ("RateLimits:Policies:campaign_start:Limit", "1000"),
        ("Campaigns:MaxConcurrency", $"{Concurrency}"),
        ("Campaigns:CallTimeoutSeconds", "2"),
        ("Campaigns:LeaseSeconds", "12"),
        ("Campaigns:SweepSeconds", "1"),
        ("Campaigns:ErrorWindow", "0"),
    ];

    private IEnumerable<(string Key, string Value)> SimulatorSettings(int port, int seed) =>
    [
        ("DatabasePath", Path.Combine(_ledger, "ledger.db")),
        ("AppSecret", Secret),
        ("WebhookUrl", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/webhooks/whatsapp")),
        ("Seed", seed.ToString(CultureInfo.InvariantCulture)),
        ("LatencyMs", "30"),
        ("LatencySpread", "0.5"),
        ("ResetBeforePercent", "0.5"),
        ("ResetAfterPercent", "1"),
        ("BadGatewayPercent", "0.5"),
        ("ServerErrorPercent", "1"),
        ("DuplicatePercent", "5"),
        ("ReorderPercent", "10"),
        ("RetryMaxDelay", "00:00:02"),
        ("Numbers:0:PhoneNumberId", Sender),
        ("Numbers:0:MessagesPerSecond", "1000"),
        ("Numbers:1:PhoneNumberId", SecondSender),
        ("Numbers:1:MessagesPerSecond", "1000"),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];

    // Always the same, because that is where the webhooks go; below those that the system hands out while the application is down.
    private static int FreePort()
    {
        for (var port = Random.Shared.Next(20_000, 30_000); ; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one.
            }
        }
    }
}
