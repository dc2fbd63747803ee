using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Web.Secrets;

/// <summary>The contract's routes over HTTP, with the real service behind them.</summary>
public sealed class SecretEndpointsTests : IAsyncLifetime
{
    private const string Canary = "canary-51c0de";

    private SecretsFixture _test = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await SecretsFixture.CreateAsync();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(_test.Log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddLocalization().AddSingleton<ErrorWords>().AddApi().AddAntiforgery();
        builder.Services.AddSingleton(_test.Service).AddSingleton(_test.Get<SecretStatistics>()).AddSingleton(new OrganizationDirectory(_test.Db.Db));
        builder.Services.AddAuthorization().AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, NamedActor>("Test", null);
        builder.Services.AddSingleton(new Dictionary<string, Actor>(StringComparer.Ordinal) { ["admin"] = _test.Admin, ["support"] = _test.Support, ["outsider"] = _test.Outsider });
        _app = builder.Build();
        _app.UseExceptionHandler(_ => { });
        _app.UseApiStatusPages();
        _app.UseRouting();
        _app.UseAuthentication();
        _app.UseMiddleware<CookieGuard>();
        _app.UseMiddleware<ActorMaking>();
        _app.UseAuthorization();
        _app.MapApi().MapSecrets();
        await _app.StartAsync();
        _http = _app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task Post_ASecret_AnswersItWithoutTheValue()
    {
        var (status, body, answer) = await SendAsync(HttpMethod.Post, "", new { name = "API_KEY", value = Canary, provider = "fernet", tags = new[] { "contract" }, kind = "api_key" });

        Assert.Equal(HttpStatusCode.Created, status);
        string[] fields = ["id", "organization_id", "chatbot_id", "name", "kind", "provider", "description", "tags", "version", "usage_count", "last_used_at", "expires_at", "created_at", "updated_at"];
        Assert.All(fields, f => Assert.True(body.TryGetProperty(f, out _), f));
        Assert.Equal(("api_key", 1), (body.GetProperty("kind").GetString(), body.GetProperty("version").GetInt32()));
        Assert.DoesNotContain(Canary, body.GetRawText(), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.ETag);
        Assert.EndsWith(body.GetProperty("id").GetString()!, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_FaultyBodies_AreRefusedByCode()
    {
        Assert.Equal("secret_name_required", await CodeAsync(HttpMethod.Post, "", new { value = "v" }));
        Assert.Equal("invalid_value", await CodeAsync(HttpMethod.Post, "", new { name = 5, value = "v" }));
        Assert.Equal("invalid_choice", await CodeAsync(HttpMethod.Post, "", new { name = "n", value = "v", kind = "rocket" }));
        Assert.Equal("secret_value_empty", await CodeAsync(HttpMethod.Post, "", new { name = "n", value = "" }));
        var (status, body, _) = await SendAsync(HttpMethod.Post, "", new { name = "n", value = new string('v', SecretValue.MaxBytes + 1) });
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "secret_value_too_large"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Get_TheValue_NeedsAReasonAndIsNotStored()
    {
        var secret = await _test.AddAsync(value: Canary);

        var (status, body, answer) = await SendAsync(HttpMethod.Get, $"/{secret.Id}/value", reason: "caso%20n%C3%BAmero%2042");
        var without = await SendAsync(HttpMethod.Get, $"/{secret.Id}/value");

        Assert.Equal((HttpStatusCode.OK, Canary, "text"), (status, body.GetProperty("value").GetString(), body.GetProperty("encoding").GetString()));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal((HttpStatusCode.Forbidden, "reason_required"), (without.Status, without.Body.GetProperty("code").GetString()));
        Assert.Contains(await _test.AuditAsync(), e => e.Reason == "caso número 42");
        Assert.DoesNotContain(Canary, _test.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TheValueByCookie_NeedsAntiforgery()
    {
        var secret = await _test.AddAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/secrets/{secret.Id}/value");
        request.Headers.Add("X-Test-Cookie", "admin");
        request.Headers.Add("X-Reason", "curious");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("antiforgery_failed", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Put_WithoutWithStaleAndWithRightTag_Answers428Then412Then200()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("n", new SecretInput("v")) { Description = "kept", ExpiresAt = Support.Times.Now.AddDays(1) });
        var tag = (await SendAsync(HttpMethod.Get, $"/{secret.Id}")).Answer.Headers.ETag!.ToString();

        var without = await SendAsync(HttpMethod.Put, $"/{secret.Id}", new { name = "m" });
        var stale = await SendAsync(HttpMethod.Put, $"/{secret.Id}", new { name = "m" }, tag: $"\"{Guid.CreateVersion7():N}\"");
        var nonsense = await SendAsync(HttpMethod.Put, $"/{secret.Id}", new { name = "m" }, tag: "\"nonsense\"");
        var right = await SendAsync(HttpMethod.Put, $"/{secret.Id}", new { value = "w", expires_at = (string?)null }, tag: tag);

        Assert.Equal((HttpStatusCode)428, without.Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, nonsense.Status);
        Assert.Equal(HttpStatusCode.OK, right.Status);
        Assert.Equal((2, "kept", JsonValueKind.Null), (right.Body.GetProperty("version").GetInt32(), right.Body.GetProperty("description").GetString(), right.Body.GetProperty("expires_at").ValueKind));
        Assert.NotEqual(tag, right.Answer.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Rotate_Delete_Restore_Stats_Versions_AnswerAsTheContractSays()
    {
        var secret = await _test.AddAsync();

        Assert.Equal(2, (await SendAsync(HttpMethod.Post, $"/{secret.Id}/rotate", new { value = "v2" })).Body.GetProperty("version").GetInt32());
        Assert.Equal(2, (await SendAsync(HttpMethod.Get, $"/{secret.Id}/versions")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await SendAsync(HttpMethod.Post, $"/{secret.Id}/rollback", new { version = 1, note = "v2 was wrong" })).Body.GetProperty("version").GetInt32());
        Assert.Equal("secret_version_not_found", await CodeAsync(HttpMethod.Post, $"/{secret.Id}/rollback", new { version = 9 }));
        Assert.Equal(1, (await SendAsync(HttpMethod.Get, "/stats")).Body.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"/{secret.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, $"/{secret.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, $"/{secret.Id}/restore")).Status);
        Assert.Equal("secret_not_deleted", await CodeAsync(HttpMethod.Delete, $"/{secret.Id}?purge=true", reason: "gone"));
        await SendAsync(HttpMethod.Delete, $"/{secret.Id}");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"/{secret.Id}?purge=true", reason: "gone")).Status);
    }

    [Fact]
    public async Task List_ByFilters_AnswersPages()
    {
        await _test.AddAsync(draft: new SecretDraft("a", new SecretInput("v")) { Kind = SecretKind.Webhook });
        await _test.AddAsync("b");

        var all = (await SendAsync(HttpMethod.Get, "?page_size=1&page=2")).Body;
        var webhooks = (await SendAsync(HttpMethod.Get, "?kind=webhook")).Body;

        Assert.Equal((2, 2, 1, 1), (all.GetProperty("total").GetInt32(), all.GetProperty("page").GetInt32(), all.GetProperty("page_size").GetInt32(), all.GetProperty("items").GetArrayLength()));
        Assert.Equal(1, webhooks.GetProperty("total").GetInt32());
        Assert.Equal("invalid_choice", await CodeAsync(HttpMethod.Get, "?kind=rocket"));
    }

    [Fact]
    public async Task EveryRoute_OfAnotherOrganizationOrWithoutThePermissionOrAnonymous_Is404_403_401()
    {
        var secret = await _test.AddAsync();
        (HttpMethod Method, string Path, object? Body)[] routes =
        [
            (HttpMethod.Get, $"/{secret.Id}", null), (HttpMethod.Put, $"/{secret.Id}", new { name = "x" }), (HttpMethod.Delete, $"/{secret.Id}", null),
            (HttpMethod.Get, $"/{secret.Id}/value", null), (HttpMethod.Post, $"/{secret.Id}/rotate", new { value = "x" }), (HttpMethod.Post, $"/{secret.Id}/rollback", new { version = 1 }),
            (HttpMethod.Post, $"/{secret.Id}/restore", null), (HttpMethod.Get, $"/{secret.Id}/versions", null), (HttpMethod.Delete, $"/{secret.Id}?purge=true", null),
        ];
        foreach (var (method, path, body) in routes)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(method, path, body, who: "outsider", reason: "curious")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(method, path, body, who: "support", reason: "curious")).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(method, path, body, who: null)).Status);
        }
    }

    private async Task<string?> CodeAsync(HttpMethod method, string path, object? body = null, string? reason = null) =>
        (await SendAsync(method, path, body, reason: reason)).Body.GetProperty("code").GetString();

    private async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Answer)> SendAsync(HttpMethod method, string path, object? body = null, string? who = "admin", string? reason = null, string? tag = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/secrets{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (who is not null)
            request.Headers.Authorization = new("Test", who);
        if (reason is not null)
            request.Headers.Add("X-Reason", reason);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, answer);
    }

    /// <summary>Signs in whom the Authorization header names, or a test's stand-in for the cookie.</summary>
    private sealed class NamedActor(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Dictionary<string, Actor> actors)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var name = Request.Headers.Authorization.ToString() is { Length: > 5 } header ? header[5..] : Request.Headers["X-Test-Cookie"].ToString();
            if (!actors.TryGetValue(name, out var actor))
                return Task.FromResult(AuthenticateResult.NoResult());
            var identity = new ClaimsIdentity([new(ActorClaims.Person, actor.Person!.Value.ToString()), new(ActorClaims.Session, actor.Session!.Value.ToString())], Request.Headers.Authorization.Count > 0 ? Admin.Web.Composition.AuthenticationSchemes.Bearer : "Test");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "Test")));
        }
    }
}
