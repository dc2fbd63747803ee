using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.RateLimiting;

public sealed class RateLimitHttpTests : IAsyncLifetime
{
    private LimitedHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LimitedHost.StartAsync(
        ("RateLimits:Policies:narrow:Limit", "2"),
        ("RateLimits:Policies:narrow:WindowSeconds", "60"),
        ("RateLimits:Policies:narrow:Key", "organization|ip"),
        ("RateLimits:Policies:campaign_start:Limit", "2"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Success_Always_CarriesAllHeaders()
    {
        using var response = await GetAsync("/api/v1/plain", _host.AcmeAdmin);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1000", Header(response, "X-RateLimit-Limit"));
        Assert.Equal("999", Header(response, "X-RateLimit-Remaining"));
        var reset = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(response, "X-RateLimit-Reset"), CultureInfo.InvariantCulture));
        Assert.InRange(reset, DateTimeOffset.FromUnixTimeSeconds(0).AddYears(50), DateTimeOffset.MaxValue);
        Assert.StartsWith("\"api_global\";r=999;t=", Header(response, "RateLimit"), StringComparison.Ordinal);
        Assert.Equal("\"api_global\";q=1000;w=60", Header(response, "RateLimit-Policy"));
    }

    [Fact]
    public async Task UnknownRoute_Always_IsCountedToo()
    {
        using var first = await GetAsync("/api/v1/no-such-thing", _host.AcmeAdmin);
        using var second = await GetAsync("/api/v1/no-such-thing", _host.AcmeAdmin);

        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        Assert.Equal("999", Header(first, "X-RateLimit-Remaining"));
        Assert.Equal("998", Header(second, "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task Full_NamedPolicy_Is429WithRetryAfterAndTheProblem()
    {
        (await GetAsync("/api/v1/narrow", null)).Dispose();
        (await GetAsync("/api/v1/narrow", null)).Dispose();

        using var response = await GetAsync("/api/v1/narrow", null);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 61);
        Assert.Equal("rate_limited", problem.GetProperty("code").GetString());
        Assert.Equal("narrow", problem.GetProperty("params").GetProperty("policy").GetString());
        Assert.Equal("2", Header(response, "X-RateLimit-Limit"));
        Assert.Equal("0", Header(response, "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task ForgedForwardedFor_FromAnUntrustedPeer_GivesNoBudgetOfItsOwn()
    {
        for (var i = 0; i < 2; i++)
            (await _host.SendAsync(HttpMethod.Get, "/api/v1/narrow", null, headers: ("X-Forwarded-For", $"203.0.113.{i}"))).Dispose();

        using var response = await _host.SendAsync(HttpMethod.Get, "/api/v1/narrow", null, headers: ("X-Forwarded-For", "203.0.113.9, garbage, [::1]:80"));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
    }

    [Fact]
    public async Task Unauthenticated_OnAProtectedRoute_Is401AndCounted()
    {
        using var response = await GetAsync("/api/v1/plain", null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("999", Header(response, "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task ForeignOrganization_NamedInTheHeader_DoesNotPay()
    {
        for (var i = 0; i < 5; i++)
            (await _host.SendAsync(HttpMethod.Get, "/api/v1/plain", _host.GlobexAdmin, organization: _host.Acme.Id.Value)).Dispose();

        using var response = await GetAsync("/api/v1/plain", _host.AcmeAdmin);

        Assert.Equal("999", Header(response, "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task List_AsOrgAdmin_ShowsEveryPolicyWithItsCounter()
    {
        using var response = await GetAsync("/api/v1/rate-limits", _host.AcmeAdmin);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        var items = body.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("name").GetString()!);
        Assert.Equal(body.GetProperty("total").GetInt32(), items.Count);
        Assert.Equal(1, items["api_global"].GetProperty("used").GetInt32());
        Assert.Equal("sliding_counter", items["api_global"].GetProperty("algorithm").GetString());
        Assert.Equal(JsonValueKind.Null, items["auth_login"].GetProperty("used").ValueKind);
        Assert.False(body.GetProperty("degraded").GetBoolean());
    }

    [Fact]
    public async Task List_AsSupport_IsForbidden()
    {
        using var response = await GetAsync("/api/v1/rate-limits", _host.AcmeSupport);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Override_SetAndRemovedBySuperAdmin_HoldsAtOnceAndIsAudited()
    {
        using var set = await SuperAsync(HttpMethod.Put, "/api/v1/rate-limits/campaign_start/override", new { limit = 50, reason = "busy week" });
        var shown = await set.Content.ReadFromJsonAsync<JsonElement>();
        using var removed = await SuperAsync(HttpMethod.Delete, "/api/v1/rate-limits/campaign_start/override", null);
        using var again = await SuperAsync(HttpMethod.Delete, "/api/v1/rate-limits/campaign_start/override", null);

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(50, shown.GetProperty("limit").GetInt32());
        Assert.Equal(2, shown.GetProperty("override").GetProperty("standard_limit").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        await using var db = await _host.Db.OpenAsync(TenantScope.For(_host.Acme.Id));
        Assert.Equal(["rate_limit.override_set", "rate_limit.override_removed"], await db.Set<AuditEntry>().OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync());
    }

    [Fact]
    public async Task Override_AsOrgAdmin_IsForbidden()
    {
        using var response = await _host.SendAsync(HttpMethod.Put, "/api/v1/rate-limits/campaign_start/override", _host.AcmeAdmin, JsonContent.Create(new { limit = 50, reason = "because" }));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("campaign_start", 0, "reason", HttpStatusCode.BadRequest, "limit_invalid")]
    [InlineData("campaign_start", -3, "reason", HttpStatusCode.BadRequest, "limit_invalid")]
    [InlineData("campaign_start", 5, "x", HttpStatusCode.BadRequest, "override_reason_invalid")]
    [InlineData("nothing", 5, "reason", HttpStatusCode.NotFound, "policy_not_found")]
    [InlineData("auth_login", 5, "reason", HttpStatusCode.UnprocessableEntity, "policy_not_of_organization")]
    public async Task Override_BadInput_SaysWhatToMend(string policy, long limit, string reason, HttpStatusCode status, string code)
    {
        using var response = await SuperAsync(HttpMethod.Put, $"/api/v1/rate-limits/{policy}/override", new { limit, reason });
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Acquire_ByServiceToken_TakesFromTheBudgetUntilItIsUsedUp()
    {
        var (_, bearer) = await _host.ServiceTokenAsync("limits.acquire");

        using var both = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer, JsonContent.Create(new { cost = 2 }));
        using var refused = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer);

        Assert.Equal(HttpStatusCode.OK, both.StatusCode);
        Assert.Equal("0", Header(both, "X-RateLimit-Remaining"));
        Assert.Contains("\"service_api\";q=6000", Header(both, "RateLimit-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("api_global", Header(both, "RateLimit-Policy"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds >= 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    public async Task Acquire_ImpossibleCost_Is400(long cost)
    {
        var (_, bearer) = await _host.ServiceTokenAsync("limits.acquire");

        using var response = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer, JsonContent.Create(new { cost }));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Acquire_WithoutTheScope_IsForbidden()
    {
        var (_, bearer) = await _host.ServiceTokenAsync("live.read");

        using var response = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Acquire_OfWhatRunsAtTheSameTime_IsGivenBackByItsLease()
    {
        var (_, bearer) = await _host.ServiceTokenAsync("limits.acquire");
        List<string> leases = [];
        for (var i = 0; i < 5; i++)
        {
            using var taken = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/ai_run/acquire", bearer);
            leases.Add((await taken.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("lease_id").GetString()!);
        }

        using var refused = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/ai_run/acquire", bearer);
        using var given = await _host.SendAsync(HttpMethod.Delete, $"/api/v1/rate-limits/ai_run/leases/{leases[2]}", bearer);
        using var after = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/ai_run/acquire", bearer);
        using var garbage = await _host.SendAsync(HttpMethod.Delete, "/api/v1/rate-limits/ai_run/leases/x", bearer);
        using var counted = await _host.SendAsync(HttpMethod.Delete, $"/api/v1/rate-limits/ai_generate/leases/{leases[0]}", bearer);

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.NoContent, HttpStatusCode.OK), (refused.StatusCode, given.StatusCode, after.StatusCode));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity), (garbage.StatusCode, counted.StatusCode));
    }

    [Fact]
    public async Task Release_BySuperAdmin_LetsTheLimitedGoOnAndIsAudited()
    {
        var (_, bearer) = await _host.ServiceTokenAsync("limits.acquire");
        using var both = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer, JsonContent.Create(new { cost = 2 }));
        using var refused = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer);

        using var byAdmin = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/release", _host.AcmeAdmin, JsonContent.Create(new { counter = "" }));
        using var foreign = await SuperAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/release", new { counter = "a={org:x}" });
        using var released = await SuperAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/release", new { counter = "" });
        using var after = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (byAdmin.StatusCode, foreign.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (released.StatusCode, after.StatusCode));
        await using var db = await _host.Db.OpenAsync(TenantScope.For(_host.Acme.Id));
        Assert.Equal(["rate_limit.released"], await db.Set<AuditEntry>().Select(e => e.Action).ToListAsync());
    }

    [Fact]
    public async Task Activity_AfterARefusal_NamesWhoAndUntilWhen()
    {
        var (token, bearer) = await _host.ServiceTokenAsync("limits.acquire");
        using var both = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer, JsonContent.Create(new { cost = 2 }));
        using var refused = await _host.SendAsync(HttpMethod.Post, "/api/v1/rate-limits/campaign_start/acquire", bearer);
        _host.Services.GetRequiredService<RateSampler>().Send();

        using var response = await GetAsync("/api/v1/rate-limits/activity", _host.AcmeAdmin);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();

        var limited = body.GetProperty("limited").EnumerateArray().Single();
        Assert.Equal(("campaign_start", "", $"token:{token.Id.Value:D}"), (limited.GetProperty("policy").GetString(), limited.GetProperty("counter").GetString(), limited.GetProperty("consumer").GetString()));
        Assert.Equal(300, body.GetProperty("admitted").GetArrayLength());
        Assert.Contains(body.GetProperty("refusals").EnumerateArray(), r => r.GetProperty("policy").GetString() == "campaign_start");
    }

    private Task<HttpResponseMessage> GetAsync(string path, string? bearer) => _host.SendAsync(HttpMethod.Get, path, bearer);

    private Task<HttpResponseMessage> SuperAsync(HttpMethod method, string path, object? body) =>
        _host.SendAsync(method, path, _host.SuperAdmin, body is null ? null : JsonContent.Create(body), _host.Acme.Id.Value);

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}
