using System.Net;
using Admin.Web.Composition.Hygiene;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.Composition;

public sealed class SharedAddressTests
{
    private static readonly IPAddress One = IPAddress.Parse("198.51.100.7");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new();
    private readonly Warnings _log = new();
    private readonly SharedAddressWatch _watch;

    public SharedAddressTests() => _watch = new SharedAddressWatch(_time, _log);

    [Fact]
    public void Note_ManySessionsOfOneAddressOverMinutes_WarnsOnce()
    {
        Fill(SharedAddressWatch.Enough, TimeSpan.FromSeconds(7));
        Fill(SharedAddressWatch.Enough, TimeSpan.FromSeconds(1));

        Assert.True(_watch.IsShared);
        Assert.Contains("Network:TrustedProxies", Assert.Single(_log.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void Note_FewSessions_IsNothing()
    {
        Fill(SharedAddressWatch.Enough - 1, TimeSpan.FromSeconds(10));

        Assert.False(_watch.IsShared);
        Assert.Empty(_log.Texts);
    }

    [Fact]
    public void Note_ManyInAMoment_IsNothingYet()
    {
        Fill(100, TimeSpan.FromMilliseconds(10));

        Assert.False(_watch.IsShared);
    }

    [Fact]
    public void Note_AnotherAddressInBetween_IsNothing()
    {
        Fill(SharedAddressWatch.Enough, TimeSpan.FromSeconds(7));
        _watch.Note(IPAddress.Parse("203.0.113.1"), Guid.CreateVersion7());

        Assert.False(_watch.IsShared);
    }

    [Fact]
    public void IsShared_NobodyAnyMore_IsOver()
    {
        Fill(SharedAddressWatch.Enough, TimeSpan.FromSeconds(7));
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.False(_watch.IsShared);
    }

    [Fact]
    public async Task Ready_ProxyBehindTheTrustedOneIsNotTrusted_IsDegraded()
    {
        await using var host = await ShellHost.StartAsync("Production", services: s => s.AddSingleton<TimeProvider>(_time), settings: [("Network:TrustedProxies:0", "127.0.0.1"), ("Operations:AllowedNetworks:0", "192.0.2.0/24")]);
        Assert.Equal("healthy", await ReadyAsync(host));

        for (var i = 0; i < SharedAddressWatch.Enough + 1; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(7));
            using var request = Forwarded("/theme.css", "198.51.100.7");
            request.Headers.Add("Authorization", $"Bearer {Guid.CreateVersion7()}.{Guid.CreateVersion7()}");
            (await host.Client.SendAsync(request, Ct)).Dispose();
        }

        Assert.Equal("degraded", await ReadyAsync(host));
        Assert.True(host.App.Services.GetRequiredService<SharedAddressWatch>().IsShared);
    }

    [Theory]
    [InlineData("https://admin.example", "http://127.0.0.1:5000", null, true)]
    [InlineData("https://admin.example", "https://0.0.0.0:443", null, false)]
    [InlineData("http://localhost:5000", "http://127.0.0.1:5000", null, false)]
    [InlineData(null, "http://0.0.0.0:8080", "KUBERNETES_SERVICE_HOST", true)]
    [InlineData(null, "http://0.0.0.0:8080", "ASPNETCORE_FORWARDEDHEADERS_ENABLED", true)]
    public void Hint_NobodyTrusted_IsGivenWhereAProxySeemsToStandInFront(string? publicUrl, string listening, string? sign, bool expected)
    {
        var network = new NetworkOptions { PublicUrl = publicUrl };

        Assert.Equal(expected, ProxyHint.Find(network, [listening], key => key == sign ? "1" : null) is not null);
        network.TrustedProxies = ["10.0.0.0/8"];
        Assert.Null(ProxyHint.Find(network, [listening], key => key == sign ? "1" : null));
    }

    private static async Task<string?> ReadyAsync(ShellHost host)
    {
        using var request = Forwarded("/health/ready", "192.0.2.9");
        using var response = await host.Client.SendAsync(request, Ct);
        return (await Body.OfAsync(response)).GetProperty("parts").GetProperty(SharedAddressHealthCheck.Name).GetString();
    }

    private static HttpRequestMessage Forwarded(string path, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("X-Forwarded-Proto", "https");
        return request;
    }

    private void Fill(int sessions, TimeSpan apart)
    {
        for (var i = 0; i < sessions; i++)
        {
            _watch.Note(One, Guid.CreateVersion7());
            _time.Advance(apart);
        }
    }

    private sealed class Warnings : ILogger<SharedAddressWatch>
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Texts.Add(formatter(state, exception));
    }
}
