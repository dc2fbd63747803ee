using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>One campaign to a contact list, in an application of its own: how long planning took, and resident memory while it sends, in megabytes.</summary>
internal sealed record PlannedRun(double PlanningSeconds, double Before, IReadOnlyList<double> Sending)
{
    private const string Sender = "100000000000777";
    private const string Secret = "bench-app-secret";
    private const int Port = 28_481;

    // What a number carries without an upgrade: the smallest campaign lasts longer than it is watched.
    private const int PerSecond = 80;

    public static async Task<PlannedRun> MeasureAsync(int recipients, int seconds)
    {
        var (directory, ledger) = (AppProcess.NewDirectory(), AppProcess.NewDirectory());
        try
        {
            await using var simulator = await SimulatorProcess.StartAsync(AppProcess.Program, Simulated(ledger));
            await using (var first = await AppProcess.StartAsync(directory, Settings(simulator)))
                await first.InterruptAsync();
            var list = await BenchContacts.AddAsync(Path.Combine(directory, "admin.db"), "acme", recipients);
            await using var app = await AppProcess.StartAsync(directory, Settings(simulator));
            await BenchLimits.LiftAsync(app);
            using var api = await Rest.SignInAsync(app, "admin@acme.test");
            await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
            await api.PostAsync("numbers", new { phone_number_id = Sender, access_token = "bench" });
            return await RunAsync(app, simulator, api, list, seconds);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            Directory.Delete(ledger, recursive: true);
        }
    }

    private static async Task<PlannedRun> RunAsync(AppProcess app, SimulatorProcess simulator, HttpClient api, Guid list, int seconds)
    {
        var made = await api.PostAsync("campaigns", new
        {
            name = "Ledger",
            phone_number_id = Sender,
            template_name = "order_update",
            template_language = "en_US",
            template_parameters = new[] { "{{name}}", "{{order}}" },
        });
        var campaign = made.GetProperty("id").GetString()!;
        await api.PostAsync($"campaigns/{campaign}/audience", new { contact_list_id = list });

        var before = Megabytes(app.Id);
        var clock = Stopwatch.StartNew();
        await api.PostAsync($"campaigns/{campaign}/start", new { });
        await api.UntilAsync(campaign, c => c.GetProperty("status").GetString() != "planning");
        var planning = clock.Elapsed.TotalSeconds;

        using var control = new HttpClient { BaseAddress = simulator.Address };
        using var pulse = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while ((await control.GetFromJsonAsync<JsonElement>("/_simulator/state")).GetProperty("figures").GetProperty("accepted").GetInt64() == 0)
            await pulse.WaitForNextTickAsync();
        List<double> sending = [];
        for (var second = 0; second < seconds; second++)
        {
            await pulse.WaitForNextTickAsync();
            sending.Add(Megabytes(app.Id));
        }

        return new PlannedRun(planning, before, sending);
    }

    private static double Megabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static (string Key, string Value)[] Settings(SimulatorProcess simulator) =>
    [
        ("ASPNETCORE_URLS", $"http://127.0.0.1:{Port}"),
        ("WhatsApp:BaseUrl", simulator.Address.ToString()),
        ("WhatsApp:AppSecret", Secret),
        ("WhatsApp:VerifyToken", "bench-verify-token"),
        ("RateLimits:Policies:webhook_receive:Limit", "1000000"),
        ("Logging:LogLevel:Default", "Warning"),
    ];

    private static IEnumerable<(string Key, string Value)> Simulated(string directory) =>
    [
        ("DatabasePath", Path.Combine(directory, "ledger.db")),
        ("AppSecret", Secret),
        ("WebhookUrl", $"http://127.0.0.1:{Port}/webhooks/whatsapp"),
        ("Numbers:0:PhoneNumberId", Sender),
        ("Numbers:0:DisplayPhoneNumber", "+55 11 4000-0777"),
        ("Numbers:0:MessagesPerSecond", PerSecond.ToString(CultureInfo.InvariantCulture)),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];
}
