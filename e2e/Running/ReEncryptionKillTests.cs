using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.E2E.Running;

/// <summary>
/// A kill -9 in the middle of a re-encryption: the next start goes on with it, and every value can be read. <c>ADMIN_CRASH_KILLS</c> and
/// <c>ADMIN_CRASH_SEED</c> choose how often and which instants.
/// </summary>
public sealed class ReEncryptionKillTests(ITestOutputHelper output)
{
    private const int Secrets = 2000;
    private const int ImportedAtOnce = 1000;
    private const string Usual = "fernet";
    private const string Other = "aes_gcm";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task KillInTheMiddle_TheNextStartGoesOn_EveryValueIsRead()
    {
        var plan = CrashPlan.Of(1, output);
        var (kills, random) = (plan.Kills, plan.Random);
        var directory = AppProcess.NewDirectory();
        try
        {
            (string Id, string To)? run = null;
            var app = await StartAsync(directory);
            try
            {
                using var api = await SignInAsync(app);
                for (var first = 0; first < Secrets; first += ImportedAtOnce)
                    await api.PostAsync("secrets/import", new { source = "env", text = string.Join('\n', Enumerable.Range(first, ImportedAtOnce).Select(i => $"KILL_{i}={ValueOf(i)}")) });
                for (var kill = 0; kill < kills; kill++)
                {
                    using var killed = await SignInAsync(app);
                    // Over already: the other way round.
                    if (run is null || IsEnded(await StateAsync(killed, run.Value.Id)))
                        run = await BeginAsync(killed, run?.To == Other ? Usual : Other);
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300)), TimeProvider.System);
                    await app.KillAsync();
                    await app.DisposeAsync();
                    app = await StartAsync(directory);
                }

                using var again = await SignInAsync(app);
                var ended = await UntilEndedAsync(again, run!.Value.Id);
                Assert.Equal(("completed", 0), (ended.GetProperty("state").GetString(), ended.GetProperty("failed").GetInt32()));
                var stats = await again.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/secrets/stats", UriKind.Relative));
                Assert.Equal(stats.GetProperty("total").GetInt32(), stats.GetProperty("by_provider").GetProperty(run.Value.To).GetInt32());
                Assert.True(stats.GetProperty("total").GetInt32() > Secrets);
                await ReadSomeAsync(again);
            }
            finally
            {
                await app.DisposeAsync();
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static string ValueOf(int number) => string.Create(CultureInfo.InvariantCulture, $"value-of-{number}");

    private static Task<AppProcess> StartAsync(string directory) => AppProcess.StartAsync(directory, ("RateLimits:Policies:auth_login:Limit", "1000"), ("RateLimits:Policies:secret_reveal:Limit", "1000"));

    private static async Task<HttpClient> SignInAsync(AppProcess app)
    {
        var api = await Rest.SignInAsync(app, People.Admin);
        await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        return api;
    }

    private static async Task<JsonElement> UntilEndedAsync(HttpClient api, string run)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var now = await StateAsync(api, run);
            if (IsEnded(now))
                return now;
            await pulse.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<(string Id, string To)> BeginAsync(HttpClient api, string provider) =>
        ((await api.PostAsync("secrets/re-encryptions", new { provider })).GetProperty("id").GetString()!, provider);

    private static Task<JsonElement> StateAsync(HttpClient api, string run) =>
        api.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/secrets/re-encryptions/{run}", UriKind.Relative));

    private static bool IsEnded(JsonElement run) => run.GetProperty("state").GetString() is "completed" or "stopped";

    /// <summary>The first, the last, and some between.</summary>
    private static async Task ReadSomeAsync(HttpClient api)
    {
        foreach (var number in Enumerable.Range(0, 21).Select(i => Math.Min(i * Secrets / 20, Secrets - 1)))
        {
            var found = await api.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/secrets?text=KILL_{number}&page_size=200", UriKind.Relative));
            var id = found.GetProperty("items").EnumerateArray().Single(s => s.GetProperty("name").GetString() == $"KILL_{number}").GetProperty("id").GetString();
            using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/secrets/{id}/value");
            asked.Headers.Add("X-Reason", "after%20a%20kill");
            using var answer = await api.SendAsync(asked);
            answer.EnsureSuccessStatusCode();
            Assert.Equal(ValueOf(number), (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetString());
        }
    }
}
