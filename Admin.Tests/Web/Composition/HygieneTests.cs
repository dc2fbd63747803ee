using System.Net;
using Admin.Web.Composition.Hygiene;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Admin.Tests.Web.Composition;

/// <summary>Every line of design.md "Web hygiene" that the frame answers for, over real HTTP.</summary>
public sealed class HygieneTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/not-there")]
    [InlineData("/api/v1/not-there")]
    [InlineData("/theme.css")]
    [InlineData("/css/base.css")]
    public async Task AnyAnswer_Headers_ForbidForeignHostsAndFrames(string path)
    {
        await using var host = await ShellHost.StartAsync();

        var response = await host.Client.GetAsync(path, Ct);

        var policy = string.Join(';', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("/_blazor/negotiate", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/hubs/live/negotiate", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/hubs/live/negotiate", "null", HttpStatusCode.Forbidden)]
    public async Task Sockets_ForeignOrigin_AreRefused(string path, string origin, HttpStatusCode expected)
    {
        await using var host = await ShellHost.StartAsync();
        using var request = host.Request(HttpMethod.Post, path, cookie: true);
        request.Headers.Add("Origin", origin);

        var response = await host.Client.SendAsync(request, Ct);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("foreign_origin", (await Body.OfAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Sockets_OwnOrigin_AreServed()
    {
        await using var host = await ShellHost.StartAsync();
        using var request = host.Request(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", cookie: true);
        request.Headers.Add("Origin", host.BaseAddress.GetLeftPart(UriPartial.Authority));

        var response = await host.Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Cookies_LoopbackHttpInDevelopment_AreNotSecure()
    {
        await using var host = await ShellHost.StartAsync(api: MapCookie);

        var response = await host.Client.GetAsync("/api/v1/cookie", Ct);

        Assert.DoesNotContain("secure", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookies_OutsideDevelopment_AreSecure()
    {
        await using var host = await ShellHost.StartAsync("Production", MapCookie, settings: ("Network:TrustedProxies:0", "127.0.0.1"));

        var response = await SendThroughProxyAsync(host, "/api/v1/cookie");

        Assert.Contains("secure", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task PlainHttp_OutsideDevelopment_IsRefused()
    {
        await using var host = await ShellHost.StartAsync("Production");

        var response = await host.Client.GetAsync("/api/v1/anything", Ct);

        Assert.Equal("https_required", (await Body.OfAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task PlainHttp_UntrustedCallerSaysHttps_IsRefused()
    {
        await using var host = await ShellHost.StartAsync("Production", settings: ("Network:TrustedProxies:0", "10.9.8.7"));

        var response = await SendThroughProxyAsync(host, "/api/v1/anything");

        Assert.Equal("https_required", (await Body.OfAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task PlainHttp_TrustedProxySaysHttps_IsServedWithHsts()
    {
        await using var host = await ShellHost.StartAsync("Production", settings: ("Network:TrustedProxies:0", "127.0.0.1"));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/theme.css");
        request.Headers.Host = "admin.example.com";
        request.Headers.Add("X-Forwarded-Proto", "https");
        var response = await host.Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("1.2.3.4, 198.51.100.7", "198.51.100.7")]
    [InlineData("1.2.3.4, 198.51.100.7, 10.0.0.5", "198.51.100.7")]
    public async Task ForwardedFor_ReadFromTheRight_StopsAtTheFirstUntrusted(string header, string expected)
    {
        await using var host = await ShellHost.StartAsync(
            api: api => api.MapGet("/address", (HttpContext http) => http.Connection.RemoteIpAddress!.ToString()).AllowAnonymous(),
            settings: [("Network:TrustedProxies:0", "127.0.0.1"), ("Network:TrustedProxies:1", "10.0.0.0/8")]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/address");
        request.Headers.Add("X-Forwarded-For", header);

        var response = await host.Client.SendAsync(request, Ct);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/docs")]
    [InlineData("/openapi/v1.json")]
    public async Task OperatorsPages_OutsideDevelopment_AreRefusedToOthers(string path)
    {
        await using var host = await ShellHost.StartAsync("Production", settings: ("Network:TrustedProxies:0", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.Forbidden, (await SendThroughProxyAsync(host, path)).StatusCode);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/docs/")]
    [InlineData("/openapi/v1.json")]
    public async Task OperatorsPages_AllowedNetwork_AreServed(string path)
    {
        await using var host = await ShellHost.StartAsync("Production", settings: [("Network:TrustedProxies:0", "127.0.0.1"), ("Operations:AllowedNetworks:0", "198.51.100.0/24")]);

        Assert.Equal(HttpStatusCode.OK, (await SendThroughProxyAsync(host, path)).StatusCode);
    }

    [Fact]
    public async Task OperatorsPages_ServiceToken_AreServed()
    {
        await using var host = await ShellHost.StartAsync("Production", settings: ("Network:TrustedProxies:0", "127.0.0.1"));

        Assert.Equal(HttpStatusCode.OK, (await SendThroughProxyAsync(host, "/metrics", "service." + Guid.CreateVersion7())).StatusCode);
    }

    [Fact]
    public void NetworkOptions_FaultyValues_AreAllNamedWithTheirKeys()
    {
        var result = new NetworkOptionsValidation().Validate(null, new NetworkOptions { TrustedProxies = ["10.0.0.1", "x"], AllowedNetworks = ["10.0.0.0/99"], PublicUrl = "ftp://x" });

        Assert.Equal(3, result.Failures!.Count());
        Assert.Contains(result.Failures!, f => f.StartsWith("Network:TrustedProxies:1", StringComparison.Ordinal));
        Assert.Contains(result.Failures!, f => f.StartsWith("Operations:AllowedNetworks:0", StringComparison.Ordinal));
        Assert.Contains(result.Failures!, f => f.StartsWith("PublicUrl", StringComparison.Ordinal));
    }

    private static void MapCookie(Microsoft.AspNetCore.Routing.RouteGroupBuilder api) =>
        api.MapGet("/cookie", (HttpContext http) => http.Response.Cookies.Append("x", "1")).AllowAnonymous();

    private static async Task<HttpResponseMessage> SendThroughProxyAsync(ShellHost host, string path, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        if (bearer is not null)
            request.Headers.Add("Authorization", "Bearer " + bearer);
        return await host.Client.SendAsync(request, Ct);
    }
}
