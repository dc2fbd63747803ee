using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>
/// Values read through REST by a service token, limiter on, with Apache Bench on the same machine; whether the counts are exact
/// after a clean stop, how many reads a kill -9 loses, and how soon a revoked token is refused.
/// </summary>
internal static class ReadsBench
{
    private const int Reads = 30_000;
    private const int Concurrency = 16;
    private const int Rounds = 3;

    private static readonly (string Key, string Value)[] Settings =
    [
        ("RateLimits:Policies:service_api:Limit", "1000000"), ("RateLimits:Policies:auth_login:Limit", "1000"), ("Logging:LogLevel:Default", "Warning"),
    ];

    public static async Task<int> RunAsync()
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            var reader = await RatesAsync(directory);
            await KillAsync(directory, reader);
            await RevokeAsync(directory, reader);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Reader> RatesAsync(string directory)
    {
        List<double> rates = [];
        Reader reader;
        await using (var app = await AppProcess.StartAsync(directory, Settings))
        {
            using var admin = await Rest.SignInAsync(app, "admin@acme.test");
            reader = await MakeReaderAsync(admin);
            await LoadAsync(app, reader, Reads / 3);
            for (var round = 0; round < Rounds; round++)
                rates.Add(await LoadAsync(app, reader, Reads));
            await app.InterruptAsync();
        }

        rates.Sort();
        const int Answered = (Reads / 3) + (Rounds * Reads);
        await using var again = await AppProcess.StartAsync(directory, Settings);
        var counted = await CountAsync(again, reader);
        Print($"values read through REST: {rates[Rounds / 2]:F0} a second, median of {Rounds} (aim 2500)");
        Print($"counted after a clean stop: {counted} of {Answered} (aim: all)");
        return reader;
    }

    /// <summary>Reads as fast as it can, kills the process in the middle, and compares what was answered with what was counted.</summary>
    private static async Task KillAsync(string directory, Reader reader)
    {
        long before;
        long answered;
        double rate;
        await using (var app = await AppProcess.StartAsync(directory, Settings))
        {
            before = await CountAsync(app, reader);
            var clock = Stopwatch.StartNew();
            using var client = ClientOf(app, reader);
            var reading = Enumerable.Range(0, 4).Select(_ => ReadUntilGoneAsync(client, reader)).ToList();
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
            await app.KillAsync();
            rate = 1 / clock.Elapsed.TotalSeconds;
            answered = (await Task.WhenAll(reading)).Sum();
            rate *= answered;
        }

        await using var again = await AppProcess.StartAsync(directory, Settings);
        var counted = await CountAsync(again, reader) - before;
        Print($"lost by kill -9: {answered - counted} reads of {answered}, which is {(answered - counted) / rate:F2} s of reading (aim: at most 1)");
    }

    private static async Task RevokeAsync(string directory, Reader reader)
    {
        await using var app = await AppProcess.StartAsync(directory, Settings);
        using var admin = await Rest.SignInAsync(app, "admin@acme.test");
        using var client = ClientOf(app, reader);
        for (var i = 0; i < 20; i++)
            (await client.GetAsync(reader.Address)).EnsureSuccessStatusCode();
        using var revoked = await admin.DeleteAsync(new Uri($"/api/v1/service-tokens/{reader.TokenId}", UriKind.Relative));
        revoked.EnsureSuccessStatusCode();
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await client.GetAsync(reader.Address);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
                break;
        }

        Print($"a revoked token is refused after {clock.Elapsed.TotalMilliseconds:F0} ms (aim: within 1000)");
    }

    private static async Task<Reader> MakeReaderAsync(HttpClient admin)
    {
        await admin.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        var secret = (await admin.PostAsync("secrets", new { name = "BENCH_KEY", value = new string('v', 64), kind = "api_key" })).GetProperty("id").GetString()!;
        var token = await admin.PostAsync("service-tokens", new { name = "bench", scopes = (string[])["secrets.read"], readable_ids = (string[])[secret] });
        return new Reader(secret, token.GetProperty("id").GetString()!, token.GetProperty("token").GetString()!);
    }

    private static async Task<double> LoadAsync(AppProcess app, Reader reader, int reads)
    {
        var load = await ApacheBench.RunAsync(new Uri(app.Address, reader.Address), reads, Concurrency, $"Bearer {reader.Token}");
        return load.NonSuccess == 0 ? load.PerSecond : throw new InvalidOperationException($"{load.NonSuccess} reads failed.");
    }

    private static async Task<long> ReadUntilGoneAsync(HttpClient client, Reader reader)
    {
        for (long answered = 0; ; answered++)
        {
            try
            {
                using var answer = await client.GetAsync(reader.Address);
                answer.EnsureSuccessStatusCode();
            }
            catch (HttpRequestException)
            {
                return answered;
            }
        }
    }

    private static async Task<long> CountAsync(AppProcess app, Reader reader)
    {
        using var admin = await Rest.SignInAsync(app, "admin@acme.test");
        return (await admin.GetFromJsonAsync<JsonElement>($"/api/v1/secrets/{reader.SecretId}")).GetProperty("usage_count").GetInt64();
    }

    private static HttpClient ClientOf(AppProcess app, Reader reader)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", reader.Token);
        return client;
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Reader(string SecretId, string TokenId, string Token)
    {
        public Uri Address => new($"/api/v1/secrets/{SecretId}/value", UriKind.Relative);

        public override string ToString() => SecretId;
    }
}
