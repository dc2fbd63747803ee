using System.Net;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Composition;

/// <summary>Circuits are for people who are signed in, and for screens that came by a working link.</summary>
public sealed class CircuitAccessTests
{
    private const string Negotiate = "/_blazor/negotiate?negotiateVersion=1";

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, null, HttpStatusCode.OK)]
    [InlineData(false, null, HttpStatusCode.Unauthorized)]
    [InlineData(false, "made-up", HttpStatusCode.Unauthorized)]
    public async Task Negotiate_WhoAsks_DecidesWhetherACircuitOpens(bool signedIn, string? pass, HttpStatusCode expected)
    {
        await using var host = await ShellHost.StartAsync();

        Assert.Equal(expected, await NegotiateAsync(host, signedIn, pass));
    }

    [Theory]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(-1, HttpStatusCode.Unauthorized)]
    public async Task Negotiate_WithAPass_OpensOneAsLongAsTheLinkWorks(int hours, HttpStatusCode expected)
    {
        await using var host = await ShellHost.StartAsync();
        var http = new DefaultHttpContext();
        host.App.Services.GetRequiredService<WallPass>().Write(http, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(hours));
        var cookie = http.Response.Headers.SetCookie.ToString();

        Assert.Contains("path=/_blazor", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Equal(expected, await NegotiateAsync(host, signedIn: false, cookie.Split(';')[0].Split('=', 2)[1]));
    }

    [Fact]
    public async Task Pages_WithAPass_StayClosed()
    {
        await using var host = await ShellHost.StartAsync();
        var http = new DefaultHttpContext();
        host.App.Services.GetRequiredService<WallPass>().Write(http, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));
        using var request = host.Request(HttpMethod.Get, "/o/acme/campaigns", signedIn: false);
        request.Headers.Add("Cookie", http.Response.Headers.SetCookie.ToString().Split(';')[0]);

        var response = await host.Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static async Task<HttpStatusCode> NegotiateAsync(ShellHost host, bool signedIn, string? pass)
    {
        using var request = host.Request(HttpMethod.Post, Negotiate, cookie: true, signedIn);
        if (pass is not null)
            request.Headers.Add("Cookie", $"{WallPass.Cookie}={pass}");
        return (await host.Client.SendAsync(request, Ct)).StatusCode;
    }
}
