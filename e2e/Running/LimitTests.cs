using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Admin.Tests.Infrastructure.Redis;

namespace Admin.E2E.Running;

/// <summary>The limits of processes that share a redis-server, and of one that has lost it.</summary>
public sealed class LimitTests : IDisposable
{
    private const int Limit = 5;
    private const int StrictLimit = 3;

    private readonly List<string> _directories = [];

    public void Dispose() => _directories.ForEach(d => Directory.Delete(d, recursive: true));

    [Fact]
    public async Task SignIn_AtTwoProcesses_IsAdmittedOneLimitTogether()
    {
        await using var redis = await RedisServer.StartAsync();
        // A loaded machine must not turn a test of shared limits into one of local ones.
        await using var first = await StartAsync(redis, ("RateLimits:RedisTimeoutMilliseconds", "10000"));
        await using var second = await StartAsync(redis, ("RateLimits:RedisTimeoutMilliseconds", "10000"));

        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => SignInAsync(i % 2 == 0 ? first : second, $"person{i}@acme.test")));

        Assert.Equal((Limit, 40 - Limit), (statuses.Count(s => s == HttpStatusCode.Unauthorized), statuses.Count(s => s == HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public async Task SignIn_RedisKilledAndBack_IsNeverUnlimitedNorAnErrorAndRecoversByItself()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var app = await StartAsync(redis);
        Assert.Equal("healthy", await RedisHealthAsync(app));

        await redis.KillAsync();
        var away = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
            away.Add(await SignInAsync(app, $"away{i}@acme.test"));
        var degraded = await RedisHealthAsync(app);
        await redis.RunAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await RedisHealthAsync(app) != "healthy")
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);

        Assert.All(away, s => Assert.True(s is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, s.ToString()));
        Assert.InRange(away.Count(s => s == HttpStatusCode.Unauthorized), 1, StrictLimit);
        Assert.Equal("degraded", degraded);
        // Health asks Redis by itself; the limiter tries one that was away once a second, and until then decides alone.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, patience.Token);
        // Redis came back empty: the whole limit is there again, and no more.
        var back = new List<HttpStatusCode>();
        for (var i = 0; i < 10; i++)
            back.Add(await SignInAsync(app, $"back{i}@acme.test"));
        Assert.Equal(Limit, back.Count(s => s == HttpStatusCode.Unauthorized));
    }

    private Task<AppProcess> StartAsync(RedisServer redis, params (string Key, string Value)[] settings)
    {
        var directory = AppProcess.NewDirectory();
        _directories.Add(directory);
        return AppProcess.StartAsync(directory, [("Redis:ConnectionString", redis.ConnectionString), .. settings]);
    }

    private static async Task<HttpStatusCode> SignInAsync(AppProcess app, string email)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password = "wrong-and-long-enough" });
        return answer.StatusCode;
    }

    private static async Task<string?> RedisHealthAsync(AppProcess app)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        var health = await client.GetFromJsonAsync<JsonElement>("/health/ready");
        return health.GetProperty("parts").GetProperty("redis").GetString();
    }
}
