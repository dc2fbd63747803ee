using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.E2E.Fixtures;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Admin.E2E.Journeys;

/// <summary>
/// Values of secrets stay where they belong: they are planted, read, refused and broken in every way that there is, with the log at
/// its most talkative, and then everything that the application wrote, sent or showed is searched for them.
/// </summary>
[Collection(Stage.Name)]
public sealed partial class CanaryJourney(Stage stage)
{
    private readonly Canary _canary = new($"canary-{Guid.CreateVersion7():N}");
    private readonly ConcurrentQueue<string> _leaks = new();

    [Fact]
    public async Task Values_OfSecrets_TurnUpNowhere()
    {
        var directory = AppProcess.NewDirectory();
        try
        {
            string output;
            await using (var app = await AppProcess.StartAsync(directory, ("Logging:LogLevel:Default", "Trace"), ("RateLimits:Policies:auth_login:Limit", "200"), ("RateLimits:Policies:api_global:Limit", "100000")))
            {
                await using var context = await stage.NewContextAsync(app.Address);
                var page = await SignedInAsync(context);
                using var api = await Rest.SignInAsync(app, People.Admin);
                await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
                var secrets = await PlantAsync(api);
                await ReadAsync(app, api, secrets);
                await ProvokeAsync(api, secrets);
                await TamperAsync(directory, api, secrets[0]);
                await AskEveryRouteAsync(api, secrets[1]);
                await WalkEveryPageAsync(page, secrets);
                await LookAtMetricsAsync(app);
                await app.InterruptAsync();
                output = app.Output;
            }

            Search("the log", output);
            foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
                Search(Path.GetRelativePath(directory, file), await File.ReadAllBytesAsync(file));
            Assert.Contains("secret", output, StringComparison.OrdinalIgnoreCase);
            Visitor.AssertNone(_leaks);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task<List<string>> PlantAsync(HttpClient api)
    {
        List<string> ids = [];
        foreach (var (name, provider) in new[] { ("PLANTED_ONE", "fernet"), ("PLANTED_TWO", "aes_gcm") })
            ids.Add((await AskAsync(api, HttpMethod.Post, "secrets", new { name, value = _canary.Value, provider, tags = (string[])["planted"] })).GetProperty("id").GetString()!);
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = "PLANTED_HIDDEN", value = _canary.Value, visibility = "restricted" });
        await AskAsync(api, HttpMethod.Post, $"secrets/{ids[1]}/rotate", new { value = _canary.Value + "-again" });
        await AskAsync(api, HttpMethod.Post, $"secrets/{ids[1]}/rollback", new { version = 1 });
        await AskAsync(api, HttpMethod.Post, "numbers", new { phone_number_id = "100000000000009", access_token = _canary.Value });
        return ids;
    }

    /// <summary>The one answer that carries a value is not searched; the log of having given it is.</summary>
    private async Task ReadAsync(AppProcess app, HttpClient api, List<string> secrets)
    {
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/secrets/{secrets[0]}/value");
        asked.Headers.Add("X-Reason", "a%20look");
        using var answer = await api.SendAsync(asked);
        Assert.Contains(_canary.Value, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var token = await api.PostAsync("service-tokens", new { name = "planted-reader", scopes = (string[])["secrets.read"], readable_ids = (string[])[secrets[0]] });
        using var service = new HttpClient { BaseAddress = app.Address };
        service.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        Assert.Contains(_canary.Value, await service.GetStringAsync(new Uri($"/api/v1/secrets/{secrets[0]}/value?version=current", UriKind.Relative)), StringComparison.Ordinal);
    }

    private async Task ProvokeAsync(HttpClient api, List<string> secrets)
    {
        var value = _canary.Value;
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = "PLANTED_ONE", value });
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = new string('n', 500), value, tags = Enumerable.Repeat("t", 50) });
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = "X", value, provider = "none" });
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = "X", value = value + "%%", encoding = "base64" });
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = "X", value, kind = value });
        await AskAsync(api, HttpMethod.Post, "secrets", new { name = "X", value, chatbot_id = Guid.CreateVersion7() });
        await AskAsync(api, HttpMethod.Put, $"secrets/{secrets[0]}", new { value });
        await AskAsync(api, HttpMethod.Post, $"secrets/{secrets[0]}/rotate", new { value = new { nested = value } });
        await AskAsync(api, HttpMethod.Post, "secrets/import", new { source = "fernet_tokens", key = value, items = new[] { new { name = "X", token = value } } });
        await AskAsync(api, HttpMethod.Post, "secrets/import", new { source = "env", text = $"GOOD={value}\n1BAD={value}\nOPEN=\"{value}", dry_run = true });
        await AskAsync(api, HttpMethod.Post, "secrets/import", new { source = "env", text = $"PLANTED_IMPORTED={value}" });
        await AskAsync(api, HttpMethod.Post, "auth/login", new { email = People.Admin, password = value });
        await AskAsync(api, HttpMethod.Post, "numbers", new { phone_number_id = value, access_token = value });
        await AskAsync(api, HttpMethod.Post, "nowhere", new { value });
        foreach (var (text, type) in new[] { ($$"""{"name":"X","value":"{{value}}",""", "application/json"), ($"name=X&value={value}", "application/x-www-form-urlencoded"), ($"\"{value}\"", "application/json") })
        {
            using var content = new StringContent(text, Encoding.UTF8, type);
            using var answer = await api.PostAsync(new Uri("/api/v1/secrets", UriKind.Relative), content);
            Search($"the answer to a faulty {type}", await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>A ciphertext that somebody changed: the reading fails, loudly.</summary>
    private async Task TamperAsync(string directory, HttpClient api, string secret)
    {
        await using (var db = new SqliteConnection($"Data Source={Path.Combine(directory, "admin.db")};Pooling=False;Default Timeout=30"))
        {
            await db.OpenAsync();
            await using var command = db.CreateCommand();
            command.CommandText = "UPDATE SecretVersions SET Ciphertext = zeroblob(120) WHERE SecretId = $id COLLATE NOCASE";
            command.Parameters.AddWithValue("$id", secret);
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        }

        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/secrets/{secret}/value");
        asked.Headers.Add("X-Reason", "a%20look");
        using var answer = await api.SendAsync(asked);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.Contains("secret_unreadable", body, StringComparison.Ordinal);
        Search("the answer for a changed ciphertext", body);
    }

    private async Task AskEveryRouteAsync(HttpClient api, string secret)
    {
        var document = await api.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        var routes = document.GetProperty("paths").EnumerateObject().Where(p => p.Value.TryGetProperty("get", out _)).Select(p => p.Name).ToList();
        Assert.True(routes.Count > 20, $"Only {routes.Count} routes are described.");
        foreach (var route in routes.Where(r => !r.EndsWith("/value", StringComparison.Ordinal)))
        {
            using var answer = await api.GetAsync(new Uri(Parameter().Replace(route, secret), UriKind.Relative));
            Search(route, await answer.Content.ReadAsStringAsync());
        }
    }

    private async Task WalkEveryPageAsync(IPage page, List<string> secrets)
    {
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, frame) => Search("a message to the browser", frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
            socket.FrameSent += (_, frame) => Search("a message of the browser", frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text ?? ""));
        };
        await page.GotoAsync("/o/acme");
        await Assertions.Expect(page.Locator("[data-interactive=true]")).ToBeVisibleAsync();
        var links = await page.Locator(".shell-nav nav a").EvaluateAllAsync<string[]>("links => links.map(l => new URL(l.href).pathname)").InTimeAsync();
        Assert.True(links.Length > 8, "The navigation has lost its entries.");
        foreach (var path in links.Concat(secrets.Select(s => $"/o/acme/secrets/{s}")).Append("/o/acme/secrets/usage").Append("/o/acme/secrets?q=planted"))
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("main h1")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("main .skeleton")).ToHaveCountAsync(0);
            Search(path, await page.ContentAsync());
        }
    }

    private async Task LookAtMetricsAsync(AppProcess app)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        Search("/metrics", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
    }

    private static async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await new Pages.SignInPage(page).SignInAsync(People.Admin);
        return page;
    }

    /// <summary>Whatever comes of it, nothing of the value may come back.</summary>
    private async Task<JsonElement> AskAsync(HttpClient api, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
        using var answer = await api.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Search($"{method} {path} ({(int)answer.StatusCode})", text);
        Assert.True((int)answer.StatusCode < 500, $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    private void Search(string where, string text) => Search(where, Encoding.UTF8.GetBytes(text));

    private void Search(string where, byte[] content)
    {
        if (_canary.IsIn(content))
            _leaks.Enqueue($"The value stands in {where}.");
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
