using System.Text.Json;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;

namespace Admin.Tests.Web.RateLimiting;

/// <summary>OpenAPI of the whole API, as a client generator reads it.</summary>
public sealed class RateLimitDocsTests : IAsyncLifetime
{
    private static readonly string[] Headers = ["X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy"];

    private World _world = null!;
    private RestHost _host = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _host = await RestHost.StartAsync(_world, _world.Acme.Admin);
        using var client = _host.Client();
        _document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Theory]
    [InlineData("post", "/api/v1/auth/login", "auth_login")]
    [InlineData("post", "/api/v1/auth/refresh", "auth_refresh")]
    [InlineData("post", "/api/v1/auth/register", "auth_register")]
    [InlineData("get", "/api/v1/secrets/{id}/value", "secret_reveal")]
    [InlineData("post", "/api/v1/database/execute-query", "database_query")]
    [InlineData("post", "/api/v1/campaigns/{id}/start", "campaign_start")]
    public void Operation_LimitedByTheDomain_NamesThatPolicyToo(string method, string path, string policy)
    {
        var operation = _document.GetProperty("paths").GetProperty(path).GetProperty(method);

        Assert.Equal(["api_global", "service_api", policy], operation.GetProperty("x-rate-limits").EnumerateArray().Select(p => p.GetString()));
        Assert.Contains(policy, operation.GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Operation_ThatMayRunOnlySoOftenAtTheSameTime_NamesThatToo() =>
        Assert.Equal(
            ["api_global", "service_api", "export_run", "secret_reveal"],
            _document.GetProperty("paths").GetProperty("/api/v1/secrets/export").GetProperty("post").GetProperty("x-rate-limits").EnumerateArray().Select(p => p.GetString()));

    [Fact]
    public void Operation_Any_DescribesHeadersOnEveryResponseAndTheRefusal()
    {
        var operations = _document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Where(o => o.Value.TryGetProperty("responses", out _))).ToList();

        Assert.NotEmpty(operations);
        foreach (var operation in operations)
        {
            Assert.Equal("api_global", operation.Value.GetProperty("x-rate-limits")[0].GetString());
            foreach (var response in operation.Value.GetProperty("responses").EnumerateObject())
            {
                string[] expected = response.Name == "429" ? [.. Headers, "Retry-After"] : Headers;
                Assert.Equal(expected.Order(StringComparer.Ordinal), response.Value.GetProperty("headers").EnumerateObject().Select(h => h.Name).Order(StringComparer.Ordinal));
            }

            var refusal = operation.Value.GetProperty("responses").GetProperty("429").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema");
            Assert.Equal("rate_limited", Resolve(refusal).GetProperty("properties").GetProperty("code").GetProperty("description").GetString());
        }
    }

    [Fact]
    public void Headers_Referenced_AreDescribedOnce()
    {
        var described = _document.GetProperty("components").GetProperty("headers");

        Assert.All([.. Headers, "Retry-After"], h => Assert.False(string.IsNullOrEmpty(described.GetProperty(h).GetProperty("description").GetString())));
    }

    private JsonElement Resolve(JsonElement schema) => schema.GetProperty("$ref").GetString()!.TrimStart('#', '/').Split('/').Aggregate(_document, (at, name) => at.GetProperty(name));
}
