using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Microsoft.Data.Sqlite;

namespace Admin.E2E.Running;

/// <summary>
/// The application is killed at random instants while programs renew their tokens and do what is audited, and while it starts for the
/// first time. What somebody was told holds; what nobody was told happened whole, with its audit entry, or not at all.
/// <c>ADMIN_CRASH_KILLS</c> and <c>ADMIN_CRASH_SEED</c> choose how often and which instants.
/// </summary>
public sealed class AccountsCrashTests(ITestOutputHelper output) : IDisposable
{
    private const int PageSize = 200;
    private const int KillsPerStart = 3;

    private readonly string _directory = AppProcess.NewDirectory();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task KilledAgainAndAgain_TokensAndAuditAreWhole()
    {
        var plan = CrashPlan.Of(5, output);
        var (kills, random) = (plan.Kills, plan.Random);
        RotatingClient[] ofAcme = [new(People.Admin, "CRASH_A"), new(People.Admin, "CRASH_B")];
        RotatingClient[] ofGlobex = [new(People.OtherAdmin, "CRASH_C")];
        RotatingClient[] all = [.. ofAcme, .. ofGlobex];
        for (var kill = 0; kill < kills; kill++)
        {
            await using var app = await StartAsync();
            var working = Task.WhenAll(all.Select(c => c.RunAsync(app.Address)));
            await Task.WhenAny(working, SomeTimeAsync(all, random));
            await app.KillAsync();
            await working;
        }

        await using var last = await StartAsync();
        foreach (var client in all)
            await client.RenewOnceAsync(last.Address);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Sum(c => c.Renewed)} renewed, {all.Sum(c => c.Ended)} ended, {all.Sum(c => c.Made.Count)} secrets made"));
        Assert.True(all.Sum(c => c.Renewed) > kills, "Hardly anything happened between the kills.");
        // One session at most for each kill and program: nothing else ends one.
        Assert.InRange(all.Sum(c => c.Ended), 0, kills * all.Length);
        await CheckAsync(last, People.Admin, ofAcme);
        await CheckAsync(last, People.OtherAdmin, ofGlobex);
        using var platform = await Rest.SignInAsync(last, People.Super);
        await VerifyAsync(platform, "?book=platform");
        CheckDatabase();
    }

    [Fact]
    public async Task FirstStart_KilledAgainAndAgain_IsCompletedByTheNext()
    {
        var plan = CrashPlan.Of(3, output);
        var (kills, random) = (plan.Kills, plan.Random);
        for (var first = 0; first < kills; first += KillsPerStart)
        {
            var directory = Path.Combine(_directory, first.ToString(CultureInfo.InvariantCulture));
            for (var kill = first; kill < Math.Min(kills, first + KillsPerStart); kill++)
            {
                await using var starting = AppProcess.Launch(directory);
                await UntilMigratingAsync(starting);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_200)), TimeProvider.System);
                await starting.KillAsync();
            }

            await using var app = await AppProcess.StartAsync(directory);
            using var api = await Rest.SignInAsync(app, People.Admin);
            await VerifyAsync(api, "");
            CheckDatabase(directory);
        }
    }

    // From the first act on: a start on a busy machine may answer nothing for seconds.
    private static async Task SomeTimeAsync(RotatingClient[] clients, Random random)
    {
        var before = clients.Sum(c => c.Made.Count + c.Deleted.Count);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (clients.Sum(c => c.Made.Count + c.Deleted.Count) == before)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_500)), TimeProvider.System);
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartAsync(
        _directory,
        ("RateLimits:Policies:auth_login:Limit", "1000"),
        ("RateLimits:Policies:auth_refresh:Algorithm", "sliding_counter"),
        ("RateLimits:Policies:auth_refresh:Limit", "100000"),
        ("RateLimits:Policies:api_global:Limit", "1000000"));

    // Or until it has nothing left to migrate.
    private static async Task UntilMigratingAsync(AppProcess app)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!app.Output.Contains("Applying", StringComparison.Ordinal) && !app.Output.Contains("Admin is ready", StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, patience.Token);
    }

    /// <summary>Each act that a program was told of is in the audit once, and whatever is in the audit is so.</summary>
    private static async Task CheckAsync(AppProcess app, string email, IReadOnlyList<RotatingClient> clients)
    {
        using var api = await Rest.SignInAsync(app, email);
        var listed = (await AllAsync(api, "secrets?text=CRASH_")).Select(s => s.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal);
        var created = await SubjectsAsync(api, "secret.created");
        var deleted = await SubjectsAsync(api, "secret.deleted");

        Assert.Equal(created.Count, created.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(deleted.Count, deleted.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(created.ToHashSet(StringComparer.Ordinal), clients.SelectMany(c => c.Made).ToHashSet(StringComparer.Ordinal));
        Assert.Subset(deleted.ToHashSet(StringComparer.Ordinal), clients.SelectMany(c => c.Deleted).ToHashSet(StringComparer.Ordinal));
        var expected = created.Except(deleted, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(expected, listed);
        // What else was ever made is the demo's, and none of these programs'.
        var others = (await AllAsync(api, "secrets?")).Where(s => !s.GetProperty("name").GetString()!.StartsWith("CRASH_", StringComparison.Ordinal)).Select(s => s.GetProperty("id").GetString()!);
        Assert.Equal([], expected.Except(listed, StringComparer.Ordinal).Except(others, StringComparer.Ordinal));
        await VerifyAsync(api, "");
    }

    private static async Task<List<string>> SubjectsAsync(HttpClient api, string action) =>
        [.. (await AllAsync(api, $"audit?action={action}")).Select(e => e.GetProperty("subject_id").GetString()!)];

    private static async Task<List<JsonElement>> AllAsync(HttpClient api, string path)
    {
        var items = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var body = await api.GetFromJsonAsync<JsonElement>(string.Create(CultureInfo.InvariantCulture, $"/api/v1/{path}&page={page}&page_size={PageSize}"));
            items.AddRange(body.GetProperty("items").EnumerateArray());
            if (items.Count >= body.GetProperty("total").GetInt32())
                return items;
        }
    }

    private static async Task VerifyAsync(HttpClient api, string query)
    {
        var verified = await api.GetFromJsonAsync<JsonElement>($"/api/v1/audit/verify{query}");
        Assert.True(verified.GetProperty("intact").GetBoolean(), verified.ToString());
    }

    private void CheckDatabase() => CheckDatabase(_directory);

    private static void CheckDatabase(string directory)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(directory, "admin.db")};Pooling=False;Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT group_concat(integrity_check) FROM pragma_integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }
}
