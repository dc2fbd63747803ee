using System.Net;
using System.Net.Http.Json;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Web.Api;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Admin.Tests.Web.Api;

public sealed class PlumbingTests : IAsyncLifetime
{
    private static readonly Guid Stamp = new("0197b3c4-0000-7000-8000-000000000001");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private ShellHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ShellHost.StartAsync(api: Map);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("{not json", "malformed_json", null)]
    [InlineData("", "body_required", null)]
    [InlineData("null", "body_required", null)]
    [InlineData("[]", "body_not_an_object", null)]
    [InlineData("\"text\"", "body_not_an_object", null)]
    [InlineData("{\"display_name\": 5, \"size\": 1}", "invalid_value", "display_name")]
    [InlineData("{\"display_name\": \"a\", \"size\": \"many\"}", "invalid_value", "size")]
    [InlineData("{\"size\": 1}", "invalid_value", "display_name")]
    [InlineData("{\"display_name\": \"a\"}", "invalid_value", "size")]
    [InlineData("{\"display_name\": \"a\", \"size\": 1, \"role\": \"owner\"}", "invalid_choice", "role")]
    [InlineData("{\"display_name\": \"a\", \"size\": 1, \"role\": \"OrgAdmin\"}", "invalid_choice", "role")]
    [InlineData("{\"display_name\": \"a\", \"size\": 1, \"role\": \"manager,support\"}", "invalid_choice", "role")]
    [InlineData("{\"display_name\": \"a\", \"size\": 1, \"role\": 2}", "invalid_choice", "role")]
    public async Task Body_Unreadable_IsA400WithACode(string json, string code, string? field)
    {
        using var request = _host.Request(HttpMethod.Post, "/api/v1/echo");
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");

        var response = await _host.Client.SendAsync(request, Ct);

        var problem = await Body.OfAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        if (field is not null)
            Assert.Equal(field, problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Body_UnknownWord_IsToldTheWords()
    {
        using var request = _host.Request(HttpMethod.Post, "/api/v1/echo");
        request.Content = JsonContent.Create(new { display_name = "a", size = 1, role = "owner" });

        var problem = await Body.OfAsync(await _host.Client.SendAsync(request, Ct));

        Assert.Contains("manager, support, org_admin", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_ThatCannotBeRead_IsA400NamingTheField()
    {
        var response = await _host.Client.SendAsync(_host.Request(HttpMethod.Get, "/api/v1/paged?page_size=many"), Ct);

        var problem = await Body.OfAsync(response);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_value"), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal("page_size", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("/api/v1/open", 415)]
    [InlineData("/api/v1/echo", 401)]
    public async Task WrongContentType_NobodySignedIn_IsSaidWhereNobodyHasToBe(string path, int status)
    {
        var response = await _host.Client.PostAsync(path, new StringContent("x", Encoding.UTF8, "text/plain"), Ct);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Body_SnakeCase_GoesBothWays()
    {
        using var request = _host.Request(HttpMethod.Post, "/api/v1/echo");
        request.Content = JsonContent.Create(new { display_name = "a", size = 3, note = (string?)null, role = "org_admin", at = "2026-03-14T09:00:00Z" });

        var body = await Body.OfAsync(await _host.Client.SendAsync(request, Ct));

        Assert.Equal("a", body.GetProperty("display_name").GetString());
        Assert.Equal("org_admin", body.GetProperty("role").GetString());
        Assert.Equal("2026-03-14T09:00:00Z", body.GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("GET", "/api/v1/nowhere", null, 404, "route_not_found")]
    [InlineData("GET", "/api/nowhere", null, 404, "route_not_found")]
    [InlineData("DELETE", "/api/v1/echo", null, 405, "method_not_allowed")]
    [InlineData("POST", "/api/v1/echo", "text/plain", 415, "unsupported_media_type")]
    [InlineData("GET", "/api/v1/throws", null, 500, "unexpected")]
    public async Task Refusal_OfTheFramework_IsAProblem(string method, string path, string? contentType, int status, string code)
    {
        using var request = _host.Request(new HttpMethod(method), path);
        if (contentType is not null)
            request.Content = new StringContent("x", Encoding.UTF8, contentType);

        var response = await _host.Client.SendAsync(request, Ct);

        var problem = await Body.OfAsync(response);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.NotEmpty(problem.GetProperty("reference").GetString()!);
        Assert.DoesNotContain("boom", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NobodySignedIn_Is401()
    {
        var response = await _host.Client.GetAsync("/api/v1/actor", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("not_signed_in", (await Body.OfAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Actor_PersonOfOneOrganization_ActsThere()
    {
        var body = await Body.OfAsync(await _host.Client.SendAsync(_host.Request(HttpMethod.Get, "/api/v1/actor"), Ct));

        Assert.Equal(_host.AdminSession.PersonId.Value, body.GetProperty("person").GetGuid());
        Assert.Equal(_host.Acme.Id.Value, body.GetProperty("organization").GetGuid());
        Assert.Equal("127.0.0.1", body.GetProperty("address").GetString());
    }

    [Theory]
    [InlineData("X-Reason", "a%C3%A7%C3%A3o", null)]
    [InlineData("X-Reason", "ab", "reason_invalid")]
    [InlineData("X-Reason", "abc%FF", "reason_invalid")]
    [InlineData("X-Reason", "abc%4", "reason_invalid")]
    [InlineData("X-Organization-Id", "acme", "organization_id_invalid")]
    public async Task Actor_Headers_AreReadOrRefused(string header, string value, string? code)
    {
        using var request = _host.Request(HttpMethod.Get, "/api/v1/actor");
        request.Headers.Add(header, value);

        var response = await _host.Client.SendAsync(request, Ct);

        var body = await Body.OfAsync(response);
        if (code is null)
            Assert.Equal("ação", body.GetProperty("reason").GetString());
        else
            Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, body.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData(ErrorKind.Unauthenticated, 401)]
    [InlineData(ErrorKind.RateLimited, 429)]
    [InlineData(ErrorKind.Invalid, 400)]
    [InlineData(ErrorKind.Forbidden, 403)]
    [InlineData(ErrorKind.NotFound, 404)]
    [InlineData(ErrorKind.PreconditionFailed, 412)]
    [InlineData(ErrorKind.PreconditionRequired, 428)]
    [InlineData(ErrorKind.Conflict, 409)]
    [InlineData(ErrorKind.Refused, 422)]
    [InlineData(ErrorKind.TooLarge, 413)]
    [InlineData(ErrorKind.Unavailable, 503)]
    public async Task Error_OfAKind_HasItsStatus(ErrorKind kind, int status)
    {
        var response = await _host.Client.SendAsync(_host.Request(HttpMethod.Get, "/api/v1/fails/" + kind), Ct);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("some_code", (await Body.OfAsync(response)).GetProperty("code").GetString());
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
    }

    [Theory]
    [InlineData("en", "There is no such organization.")]
    [InlineData("pt-BR", "Não existe essa organização.")]
    public async Task Problem_Detail_IsInTheCallersLanguage(string language, string detail)
    {
        using var request = _host.Request(HttpMethod.Get, "/api/v1/missing");
        request.Headers.Add("Accept-Language", language);

        Assert.Equal(detail, (await Body.OfAsync(await _host.Client.SendAsync(request, Ct))).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Put_ETagThatWasRead_IsAccepted()
    {
        var read = await _host.Client.SendAsync(_host.Request(HttpMethod.Get, "/api/v1/thing"), Ct);
        using var request = _host.Request(HttpMethod.Put, "/api/v1/thing");
        request.Headers.IfMatch.Add(read.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Client.SendAsync(request, Ct)).StatusCode);
    }

    [Theory]
    [InlineData(null, 428)]
    [InlineData("*", 428)]
    [InlineData("\"other\"", 412)]
    [InlineData("W/\"0197b3c4000070008000000000000001\"", 412)]
    public async Task Put_WithoutTheCurrentETag_IsRefused(string? ifMatch, int status)
    {
        using var request = _host.Request(HttpMethod.Put, "/api/v1/thing");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);

        Assert.Equal(status, (int)(await _host.Client.SendAsync(request, Ct)).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/thing", "same-origin", 200)]
    [InlineData("GET", "/api/v1/thing", "none", 200)]
    [InlineData("GET", "/api/v1/thing", "cross-site", 403)]
    [InlineData("GET", "/api/v1/thing", "same-site", 403)]
    [InlineData("GET", "/api/v1/thing", null, 403)]
    [InlineData("GET", "/api/v1/value", "same-origin", 400)]
    [InlineData("PUT", "/api/v1/thing", "same-origin", 400)]
    [InlineData("POST", "/api/v1/echo", "same-origin", 400)]
    public async Task Cookie_WithoutAntiforgery_OnlyReadsFromOwnPages(string method, string path, string? site, int status)
    {
        using var request = _host.Request(new HttpMethod(method), path, cookie: true);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);

        Assert.Equal(status, (int)(await _host.Client.SendAsync(request, Ct)).StatusCode);
    }

    [Fact]
    public async Task Cookie_WithAntiforgery_MayWrite()
    {
        var tokens = await _host.Client.SendAsync(WithSite(_host.Request(HttpMethod.Get, "/api/v1/antiforgery", cookie: true)), Ct);
        var token = (await Body.OfAsync(tokens)).GetProperty("token").GetString()!;
        using var request = _host.Request(HttpMethod.Put, "/api/v1/thing", cookie: true);
        var cookie = tokens.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        request.Headers.TryGetValues("Cookie", out var own);
        request.Headers.Remove("Cookie");
        request.Headers.Add("Cookie", $"{own!.Single()}; {cookie}");
        request.Headers.Add("X-CSRF-TOKEN", token);
        request.Headers.TryAddWithoutValidation("If-Match", ETags.Of(Stamp));

        Assert.Equal(HttpStatusCode.NoContent, (await _host.Client.SendAsync(request, Ct)).StatusCode);
    }

    private static HttpRequestMessage WithSite(HttpRequestMessage request)
    {
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }

    private static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/echo", (Echo body) => Results.Json(body, ApiJson.Options));
        api.MapPost("/open", (Echo body) => Results.Json(body, ApiJson.Options)).AllowAnonymous();
        api.MapGet("/paged", ([AsParameters] PageQuery query) => Results.Json(new { query.Request.Size }));
        api.MapGet("/throws", string () => throw new InvalidOperationException("boom"));
        api.MapGet("/actor", (HttpContext http) => ((Result<Actor>)http.GetActor()).ToHttp(a => new { Person = a.Person, Organization = a.Organization, a.Address, a.Reason }));
        api.MapGet("/missing", () => ((Result)OrganizationErrors.NotFound).ToHttp());
        api.MapGet("/fails/{kind}", (ErrorKind kind) => ((Result)new Error(kind, "some_code", "Some sentence.") { RetryAfter = TimeSpan.FromSeconds(6.2) }).ToHttp());
        api.MapGet("/thing", () => ((Result<Guid>)Stamp).ToHttp(s => new { Id = s }, s => s));
        api.MapGet("/value", () => Results.Ok()).NeedsAntiforgery();
        api.MapPut("/thing", (HttpRequest request) => (request.RequireIfMatch() is { Failed: true } failed ? (Result)failed.Error : Result.Ok).ToHttp());
        api.MapGet("/antiforgery", (HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
            Results.Json(new { token = antiforgery.GetAndStoreTokens(http).RequestToken }));
    }

    private sealed record Echo(string DisplayName, int Size, string? Note = null, Role? Role = null, DateTime? At = null);
}
