using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>
/// The limiter with Apache Bench on the same machine: an endpoint without limits, the same kind of answer limited and admitted, and
/// limited and refused; sign-in, REST and statements under their own limits; then what <see cref="LimiterBench"/> measures inside a process.
/// </summary>
internal static class LimitsBench
{
    private const int Requests = 40_000;
    private const int Concurrency = 32;
    private const int Rounds = 3;
    private const string Nowhere = "/api/v1/nowhere";

    public static async Task<int> RunAsync()
    {
        await using var redis = await BenchRedis.StartAsync();
        await SpeedAsync(redis);
        await OwnLimitsAsync(redis);
        await LimiterBench.RunAsync(redis);
        await ExactnessBench.RunAsync(redis);
        return 0;
    }

    private static async Task SpeedAsync(BenchRedis redis)
    {
        double unlimited, admitted, refused;
        await using (var app = await StartAsync(redis, ("RateLimits:Policies:service_api:Limit", "1000000")))
        {
            // Both answer a small body; the limited one also recognises its caller.
            var bearer = await TokenAsync(app);
            unlimited = await RateAsync(app, "/health/live", null);
            var before = await redis.CommandsAsync();
            admitted = await RateAsync(app, Nowhere, bearer);
            Print($"commands that Redis saw per admitted decision: {PerRequest(await redis.CommandsAsync() - before):F3} (aim 1)");
        }

        await using (var app = await StartAsync(redis, ("RateLimits:Policies:service_api:Limit", "5"), ("RateLimits:Policies:service_api:WindowSeconds", "600")))
        {
            var bearer = await TokenAsync(app);
            await ApacheBench.RunAsync(new Uri(app.Address, Nowhere), 100, Concurrency, bearer);
            var before = await redis.CommandsAsync();
            refused = await RateAsync(app, Nowhere, bearer);
            Print($"commands that Redis saw per refused decision of a remembered key: {PerRequest(await redis.CommandsAsync() - before):F3} (aim 0)");
        }

        Print($"requests a second: unlimited {unlimited:F0}, limited and admitted {admitted:F0} ({admitted / unlimited:P0} of it, aim 60 %), limited and refused {refused:F0} ({refused / admitted:P0} of admitted, aim 100 %)");
    }

    private static double PerRequest(long commands) => commands / (double)(Requests * (Rounds + 1));

    private static async Task<string> TokenAsync(AppProcess app)
    {
        using var admin = await Rest.SignInAsync(app, "admin@acme.test");
        await admin.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        var token = await admin.PostAsync("service-tokens", new { name = "bench", scopes = (string[])["limits.acquire"] });
        return "Bearer " + token.GetProperty("token").GetString();
    }

    /// <summary>Each under the limit it has by default.</summary>
    private static async Task OwnLimitsAsync(BenchRedis redis)
    {
        await using var app = await StartAsync(redis);
        await ShowAsync("auth/login (5 a minute)", app, "/api/v1/auth/login", $$"""{"email":"manager@acme.test","password":"{{AppProcess.DemoPassword}}"}""", null);
        using var support = await Rest.SignInAsync(app, "support@acme.test");
        using var other = await Rest.SignInAsync(app, "admin@globex.test");
        var source = (await support.GetFromJsonAsync<JsonElement>("/api/v1/data-sources")).GetProperty("items")[0].GetProperty("id").GetString();
        await ShowAsync("database_query (30 a minute)", app, "/api/v1/database/execute-query", $$"""{"data_source_id":"{{source}}","query":"select 1"}""", Bearer(support));
        await ShowAsync("api_global (1000 a minute)", app, "/api/v1/auth/me", null, Bearer(other));
    }

    private static string Bearer(HttpClient client) => client.DefaultRequestHeaders.Authorization!.ToString();

    private static async Task ShowAsync(string what, AppProcess app, string path, string? body, string? bearer)
    {
        const int Count = 2000;
        var load = await ApacheBench.RunAsync(new Uri(app.Address, path), Count, Concurrency, bearer, body);
        Print($"{what}: {Count} requests, {Count - load.NonSuccess} answered 2xx, {load.NonSuccess} refused, {load.PerSecond:F0} a second");
    }

    private static async Task<double> RateAsync(AppProcess app, string path, string? bearer)
    {
        List<double> rates = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var rate = (await ApacheBench.RunAsync(new Uri(app.Address, path), Requests, Concurrency, bearer)).PerSecond;
            // The first warms up.
            if (round > 0)
                rates.Add(rate);
        }

        rates.Sort();
        return rates[Rounds / 2];
    }

    private static Task<AppProcess> StartAsync(BenchRedis redis, params (string Key, string Value)[] settings) =>
        AppProcess.StartAsync(AppProcess.NewDirectory(), [("Redis:ConnectionString", redis.ConnectionString), ("Logging:LogLevel:Default", "Warning"), .. settings]);

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
