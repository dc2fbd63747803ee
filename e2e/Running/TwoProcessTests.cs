using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.E2E.Fixtures;
using Admin.Tests.Infrastructure.Redis;

namespace Admin.E2E.Running;

/// <summary>
/// Two processes on one database and one redis-server work on one campaign; the simulator is a third. Nobody is written to twice,
/// together they keep to the number's speed, and one dying hands over what it had claimed.
/// </summary>
public sealed partial class TwoProcessTests : IAsyncLifetime
{
    private const string Sender = "100000000000001";
    private const string Secret = "two-process-app-secret";
    private const int PerSecond = 80;
    private const int Concurrency = 20;

    private readonly string _directory = AppProcess.NewDirectory();
    private readonly string _ledger = AppProcess.NewDirectory();
    private RedisServer _redis = null!;
    private SimulatorProcess _simulator = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _simulator = await SimulatorProcess.StartAsync(AppProcess.Program, SimulatorSettings());
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        Directory.Delete(_ledger, recursive: true);
    }

    [Fact]
    public async Task Campaign_AtTwoProcesses_IsSharedWithoutADoubleAndWithinTheNumbersSpeed()
    {
        const int Recipients = 1200;
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await DeliverWebhooksToAsync(first);
        using var api = await Rest.SignInAsync(first, People.Admin);
        using var other = await Rest.SignInAsync(second, People.Admin);

        var campaign = await StartCampaignAsync(api, Recipients);
        var done = await other.UntilAsync(campaign, c => Status(c) is "completed" && Count(c, "sent") == 0);

        Assert.Equal(Recipients, Count(done, "delivered") + Count(done, "read"));
        await CompareAsync(api, campaign, Recipients, ambiguous: 0);
        var (sentByFirst, sentBySecond) = (await SentByAsync(first), await SentByAsync(second));
        Assert.True(sentByFirst > 0 && sentBySecond > 0, $"The first sent {sentByFirst}, the second {sentBySecond}.");
        // Every message beyond the number's speed would have been refused with 130429.
        var refused = await RefusedForSpeedAsync();
        Assert.True(refused <= Recipients / 100, $"{refused} of {Recipients} went beyond the number's speed.");
    }

    [Fact]
    public async Task Campaign_OneOfTwoKilled_IsFinishedByTheOtherAfterTheLease()
    {
        const int Recipients = 900;
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await DeliverWebhooksToAsync(first);
        using var api = await Rest.SignInAsync(first, People.Admin);
        var campaign = await StartCampaignAsync(api, Recipients);
        await api.UntilAsync(campaign, c => Count(c, "pending") < Recipients * 2 / 3);
        Assert.NotEqual(0, await SentByAsync(second));

        await second.KillAsync();
        var done = await api.UntilAsync(campaign, c => Status(c) is "completed" or "needs_attention" && Count(c, "sent") == 0);

        Assert.Equal(Recipients, done.GetProperty("counts").EnumerateObject().Sum(c => c.Value.GetInt32()));
        await CompareAsync(api, campaign, Recipients, ambiguous: Concurrency);
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartAsync(
        _directory,
        ("Redis:ConnectionString", _redis.ConnectionString),
        // A loaded machine must not turn a test of shared limits into one of local ones.
        ("RateLimits:RedisTimeoutMilliseconds", "10000"),
        ("WhatsApp:BaseUrl", _simulator.Address.ToString()),
        ("WhatsApp:AppSecret", Secret),
        ("WhatsApp:VerifyToken", "two-process-verify-token"),
        ("Campaigns:MaxConcurrency", $"{Concurrency}"),
        ("Campaigns:CallTimeoutSeconds", "5"),
        ("Campaigns:LeaseSeconds", "15"),
        ("Campaigns:SweepSeconds", "1"));

    private IEnumerable<(string Key, string Value)> SimulatorSettings() =>
    [
        ("DatabasePath", Path.Combine(_ledger, "ledger.db")),
        ("AppSecret", Secret),
        ("LatencyMs", "30"),
        ("Numbers:0:PhoneNumberId", Sender),
        ("Numbers:0:MessagesPerSecond", $"{PerSecond}"),
        ("Templates:0:Name", "order_update"),
        ("Templates:0:Language", "en_US"),
        ("Templates:0:ParameterCount", "2"),
    ];

    private async Task DeliverWebhooksToAsync(AppProcess app)
    {
        using var control = new HttpClient { BaseAddress = _simulator.Address };
        using var set = await control.PutAsJsonAsync("/_simulator/webhook", new { url = new Uri(app.Address, "/webhooks/whatsapp") });
        set.EnsureSuccessStatusCode();
    }

    private static async Task<string> StartCampaignAsync(HttpClient api, int people)
    {
        var id = await api.DraftCampaignAsync("Shared", Sender, Enumerable.Range(0, people).Select(Rest.Delivered));
        await api.PostAsync($"campaigns/{id}/start", new { });
        return id;
    }

    /// <summary>Everybody once in the simulator's ledger, and as many of each state in the rows as are counted.</summary>
    /// <param name="ambiguous">How many at most nobody knows about.</param>
    private async Task CompareAsync(HttpClient api, string campaign, int people, int ambiguous)
    {
        var (counts, rows) = await ReadAsync(api, campaign);
        using var control = new HttpClient { BaseAddress = _simulator.Address };
        var ledger = (await control.GetFromJsonAsync<JsonElement>($"/_simulator/ledger?phone_number_id={Sender}")).GetProperty("entries").EnumerateArray()
            .ToDictionary(e => "+" + e.GetProperty("to").GetString(), e => e.GetProperty("messages").GetInt32(), StringComparer.Ordinal);

        Assert.Equal(people, rows.Count);
        Assert.All(ledger, l => Assert.True(l.Value == 1, $"{l.Key} got {l.Value}"));
        Assert.Equal([], rows.Where(r => r.Value != "ambiguous" && !ledger.ContainsKey(r.Key)));
        Assert.All(rows.Values.Distinct(StringComparer.Ordinal), state => Assert.Equal(rows.Values.Count(s => s == state), counts.GetProperty(state).GetInt32()));
        Assert.InRange(counts.GetProperty("ambiguous").GetInt32(), 0, ambiguous);
    }

    /// <summary>Counts and the state of each phone of one moment: what is still told moves both.</summary>
    private static async Task<(JsonElement Counts, Dictionary<string, string> Rows)> ReadAsync(HttpClient api, string campaign)
    {
        while (true)
        {
            var counts = await CountsAsync(api, campaign);
            var rows = (await api.GetStringAsync(new Uri($"/api/v1/campaigns/{campaign}/report.csv", UriKind.Relative))).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
                .Select(l => l.Split(',')).ToDictionary(c => c[0].Trim('"', '\''), c => c[1].Trim('"'), StringComparer.Ordinal);
            if (JsonElement.DeepEquals(counts, await CountsAsync(api, campaign)))
                return (counts, rows);
        }
    }

    private static async Task<JsonElement> CountsAsync(HttpClient api, string campaign) =>
        (await api.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{campaign}")).GetProperty("counts");

    /// <summary>Calls of this process to the simulator, by its own metrics.</summary>
    private async Task<double> SentByAsync(AppProcess app)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return CallCount().Matches(metrics)
            .Where(m => m.Groups["labels"].Value.Contains($"server_port=\"{_simulator.Address.Port}\"", StringComparison.Ordinal))
            .Sum(m => double.Parse(m.Groups["calls"].Value, CultureInfo.InvariantCulture));
    }

    private async Task<int> RefusedForSpeedAsync()
    {
        using var control = new HttpClient { BaseAddress = _simulator.Address };
        var state = await control.GetFromJsonAsync<JsonElement>("/_simulator/state");
        return state.GetProperty("figures").GetProperty("refused").TryGetProperty("130429", out var refused) ? refused.GetInt32() : 0;
    }

    private static string? Status(JsonElement campaign) => campaign.GetProperty("status").GetString();

    private static int Count(JsonElement campaign, string state) => campaign.GetProperty("counts").GetProperty(state).GetInt32();

    [GeneratedRegex(@"^http_client_request_duration_seconds_count\{(?<labels>[^}]*)\} (?<calls>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CallCount();
}
