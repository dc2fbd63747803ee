using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;

namespace Admin.Tests.Web.Secrets;

/// <summary>Many secrets at once over HTTP, as the application maps it.</summary>
public sealed class ManySecretsEndpointsTests : IAsyncLifetime
{
    private const string Canary = "canary-51c0de";

    private World _world = null!;
    private RestHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _host = await RestHost.StartAsync(_world, _world.Acme.Admin);
        _http = _host.Client();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Import_OfFormerRows_IsTheContracts()
    {
        var key = FernetKey.Generate();
        var body = new
        {
            source = "fernet_tokens",
            key = key.Export(),
            items = new object[]
            {
                new { name = "OLD_KEY", token = FernetToken.Encrypt(key, Encoding.UTF8.GetBytes(Canary), Times.Start), usage_count = 7, last_used_at = "2024-01-02T03:04:05Z" },
                new { name = "BROKEN", token = "gAAAAA" },
            },
        };

        var (looked, look) = await SendAsync("/import", new { body.source, body.key, body.items, dry_run = true });
        var (done, report) = await SendAsync("/import", body);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (looked, done));
        Assert.Equal((true, 1, 1), (look.GetProperty("dry_run").GetBoolean(), look.GetProperty("new").GetInt32(), look.GetProperty("bad").GetInt32()));
        var bad = report.GetProperty("items")[1];
        Assert.Equal((1, "bad", "secret_import_token_unreadable"), (bad.GetProperty("index").GetInt32(), bad.GetProperty("state").GetString(), bad.GetProperty("code").GetString()));
        var made = (await _world.Get<SecretService>().GetAsync(_world.Acme.Admin, new SecretId(report.GetProperty("items")[0].GetProperty("id").GetGuid()), CancellationToken.None)).Value;
        Assert.Equal((7, new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc)), (made.UsageCount, made.LastUsedAt));
        Assert.DoesNotContain(Canary, look.GetRawText() + report.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAText_NamesBadLines()
    {
        var (status, report) = await SendAsync("/import", new { source = "env", text = $"A={Canary}\n{Canary}", kind = "api_key", tags = new[] { "x" } });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((2, "secret_import_no_equals"), (report.GetProperty("items")[1].GetProperty("line").GetInt32(), report.GetProperty("items")[1].GetProperty("code").GetString()));
        Assert.DoesNotContain(Canary, report.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"source":"carrier_pigeon"}""", HttpStatusCode.BadRequest, "invalid_choice")]
    [InlineData("""{"source":"env"}""", HttpStatusCode.BadRequest, "secret_import_text_required")]
    [InlineData("""{"source":"json","text":"{"}""", HttpStatusCode.BadRequest, "secret_import_not_json")]
    [InlineData("""{"source":"fernet_tokens","items":[{"name":"A","token":"x"}]}""", HttpStatusCode.BadRequest, "secret_import_key_required")]
    [InlineData("""{"source":"fernet_tokens","key":"canary-51c0de","items":[{"name":"A","token":"x"}]}""", HttpStatusCode.BadRequest, "secret_import_key_invalid")]
    public async Task Import_Faulty_IsRefusedByCode(string json, HttpStatusCode status, string code)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var request = Request(HttpMethod.Post, "/import", content);
        using var answer = await _http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.Equal((status, code), (answer.StatusCode, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()));
        Assert.DoesNotContain(Canary, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_ChangesTagsAndClearsExpiries()
    {
        var id = _world.Acme.Secret.Id.Value;
        var nobody = Guid.CreateVersion7();

        var (status, body) = await SendAsync("/bulk", new { ids = new[] { id, nobody }, add_tags = new[] { "prod" }, expires_at = (string?)null });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(id, body.GetProperty("done")[0].GetGuid());
        Assert.Equal((nobody, "secret_not_found"), (body.GetProperty("refused")[0].GetProperty("id").GetGuid(), body.GetProperty("refused")[0].GetProperty("code").GetString()));
        Assert.Equal("secret_batch_nothing_given", await CodeAsync("/bulk", new { ids = new[] { id } }));
    }

    [Fact]
    public async Task Export_WithValues_IsAFileThatIsNotStored()
    {
        await SendAsync("/import", new { source = "env", text = $"A={Canary}" });
        using var request = Request(HttpMethod.Post, "/export", JsonContent.Create(new { format = "env", values = true }));
        request.Headers.Add("X-Reason", "moving%20house");

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("secrets.env", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal($"# left out: WhatsApp token (secret_export_name_unfit)\nA={Canary}\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal("1", answer.Headers.GetValues("X-Left-Out").Single());
        Assert.Equal("reason_required", await CodeAsync("/export", new { format = "env", values = true }));
        Assert.Equal("invalid_choice", await CodeAsync("/export", new { format = "csv", values = true }));
    }

    [Fact]
    public async Task Export_AsJson_CanBeImportedElsewhere()
    {
        await SendAsync("/import", new { source = "env", text = "A=\"two\\nlines\"", kind = "api_key", tags = new[] { "x" } });
        using var request = Request(HttpMethod.Post, "/export", JsonContent.Create(new { format = "json", values = true }));
        request.Headers.Add("X-Reason", "moving%20house");
        using var answer = await _http.SendAsync(request);

        var (_, again) = await SendAsync("/import", new { source = "json", text = await answer.Content.ReadAsStringAsync(), dry_run = true });

        Assert.Equal((2, 0), (again.GetProperty("same").GetInt32(), again.GetProperty("bad").GetInt32()));
    }

    [Fact]
    public async Task Export_OfNames_HasNoValues()
    {
        await SendAsync("/import", new { source = "env", text = $"A={Canary}" });

        using var csv = await _http.SendAsync(Request(HttpMethod.Get, "/export.csv?text=a"));
        using var json = await _http.SendAsync(Request(HttpMethod.Get, "/export.json"));
        var (text, list) = (await csv.Content.ReadAsStringAsync(), await json.Content.ReadAsStringAsync());

        Assert.Contains("\r\nA,other,,masked,fernet,", text, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(list).RootElement.GetArrayLength());
        Assert.DoesNotContain(Canary, text + list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ByTheNumberThatUsesIt_SaysThatItWorks()
    {
        var (status, body) = await SendAsync($"/{_world.Acme.Secret.Id}/check", new { });

        Assert.Equal((HttpStatusCode.OK, "valid"), (status, body.GetProperty("outcome").GetString()));
        Assert.Equal("number_found", body.GetProperty("targets")[0].GetProperty("code").GetString());
        Assert.DoesNotContain(FakeWhatsApp.GoodToken, body.GetRawText(), StringComparison.Ordinal);
        using var shown = await _http.SendAsync(Request(HttpMethod.Get, $"/{_world.Acme.Secret.Id}"));
        Assert.Equal("valid", (await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("last_check_outcome").GetString());
    }

    [Fact]
    public async Task CheckAddress_NeedsTheTagAndTheReason()
    {
        var address = new { url = "https://api.example.com/me", header = "X-Api-Key" };
        async Task<(HttpStatusCode, string)> PutAsync(string? tag, string? reason)
        {
            using var request = Request(HttpMethod.Put, $"/{_world.Acme.Secret.Id}/check-address", JsonContent.Create(address));
            if (tag is not null)
                request.Headers.TryAddWithoutValidation("If-Match", tag);
            if (reason is not null)
                request.Headers.Add("X-Reason", reason);
            using var answer = await _http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync($"\"{_world.Acme.Secret.Stamp:N}\"", null)).Item1);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync(null, "because")).Item1);
        using var shown = await _http.SendAsync(Request(HttpMethod.Get, $"/{_world.Acme.Secret.Id}"));
        var (status, body) = await PutAsync(shown.Headers.ETag!.ToString(), "because");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("https://api.example.com/me", JsonDocument.Parse(body).RootElement.GetProperty("check_url").GetString());
    }

    private async Task<string?> CodeAsync(string path, object body) => (await SendAsync(path, body)).Body.GetProperty("code").GetString();

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string path, object body)
    {
        using var request = Request(HttpMethod.Post, path, JsonContent.Create(body));
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, $"/api/v1/secrets{path}") { Content = content };
        request.Headers.Add("Authorization", "Test caller");
        return request;
    }
}
