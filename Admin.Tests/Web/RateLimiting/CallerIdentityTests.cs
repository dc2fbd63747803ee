using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Admin.Tests.Web.RateLimiting;

/// <summary>Whom a request counts as, behind a trusted proxy (the loopback and 10.0.0.0/8 here): one call a minute and address.</summary>
public sealed class CallerIdentityTests : IAsyncLifetime
{
    private const string Path = "/api/v1/once";
    private const string ForwardedFor = "X-Forwarded-For";

    private LimitedHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LimitedHost.StartAsync(
        ("Network:TrustedProxies:0", "127.0.0.1"), ("Network:TrustedProxies:1", "10.0.0.0/8"), ("Network:TrustedProxies:2", "fd00::/8"), ("RateLimits:Policies:once:Limit", "1"), ("RateLimits:Policies:once:WindowSeconds", "60"), ("RateLimits:Policies:once:Key", "ip"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("198.51.100.7", "1.2.3.4, 198.51.100.7")]
    [InlineData("198.51.100.7", "garbage, 198.51.100.7")]
    [InlineData("198.51.100.7", "198.51.100.7, 10.0.0.5")]
    [InlineData("198.51.100.7", "198.51.100.7:4711")]
    [InlineData("198.51.100.7", "::ffff:198.51.100.7")]
    [InlineData("198.51.100.7", "[::ffff:198.51.100.7]:4711")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8:1:2::1", "[2001:db8:1:2::2]:443")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::3, fd00::1")]
    public async Task Forwarded_SameCallerInAnotherForm_SharesTheCounter(string first, string second)
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync((ForwardedFor, first)));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync((ForwardedFor, second)));
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.8")]
    [InlineData("198.51.100.7", "198.51.100.7, 203.0.113.1")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    public async Task Forwarded_AnotherCaller_HasACounterOfItsOwn(string first, string second)
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync((ForwardedFor, first)));
        Assert.Equal(HttpStatusCode.OK, await CallAsync((ForwardedFor, second)));
    }

    [Fact]
    public async Task Forwarded_UnreadableToTheRight_CountsAsTheProxyHoweverItIsWritten()
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync((ForwardedFor, "198.51.100.7, garbage")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync((ForwardedFor, "198.51.100.8, 999.999.999.999")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync((ForwardedFor, "unknown")));
    }

    [Theory]
    [InlineData("X_Forwarded_For")]
    [InlineData("X-Real-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("Forwarded")]
    [InlineData("X-Original-For")]
    public async Task OtherHeaders_Forged_ChooseNoKey(string header)
    {
        Assert.Equal(HttpStatusCode.OK, await CallAsync((header, "198.51.100.7")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CallAsync((header, "198.51.100.8")));
    }

    [Fact]
    public async Task Forwarded_SentTwice_IsReadFromTheLast()
    {
        Assert.StartsWith("HTTP/1.1 200", await RawAsync("X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 198.51.100.7\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 429", await RawAsync("X-Forwarded-For: 2.2.2.2\r\nX-Forwarded-For: 198.51.100.7\r\n"), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> CallAsync(params (string Name, string Value)[] headers)
    {
        using var response = await _host.SendAsync(HttpMethod.Get, Path, null, headers: headers);
        return response.StatusCode;
    }

    private async Task<string> RawAsync(string headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _host.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {Path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>The same with nobody trusted: no header says who somebody is.</summary>
public sealed class UntrustedCallerTests
{
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "203.0.113.9, 10.0.0.1, [::1]:80")]
    [InlineData("X_Forwarded_For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    public async Task AnyHeader_FromAnUntrustedPeer_GivesNoCounterOfItsOwn(string header, string value)
    {
        await using var host = await LimitedHost.StartAsync(("RateLimits:Policies:once:Limit", "1"), ("RateLimits:Policies:once:WindowSeconds", "60"), ("RateLimits:Policies:once:Key", "ip"));
        using var first = await host.SendAsync(HttpMethod.Get, "/api/v1/once", null);
        using var second = await host.SendAsync(HttpMethod.Get, "/api/v1/once", null, headers: (header, value));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
    }
}
