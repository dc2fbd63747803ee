using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Tests.Domain.Secrets.Checking;

/// <summary>Checks against a server of the test's own on this machine.</summary>
public sealed class SecretChecksTests : IAsyncLifetime
{
    private const string Canary = "canary-51c0de";

    private readonly FakeWhatsApp _whatsApp = new();
    private readonly ConcurrentQueue<string> _headers = new();
    private readonly ConcurrentQueue<string> _keys = new();
    private SecretsFixture _test = null!;
    private WebApplication _server = null!;

    private SecretChecks Checks => _test.Get<SecretChecks>();

    private string Url => _server.Urls.First();

    private Actor Reasoned => _test.Admin with { Reason = "it must work tonight" };

    public async ValueTask InitializeAsync()
    {
        _test = await SecretsFixture.CreateAsync(More);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Theory]
    [InlineData(200, SecretCheckOutcome.Valid)]
    [InlineData(204, SecretCheckOutcome.Valid)]
    [InlineData(401, SecretCheckOutcome.Refused)]
    [InlineData(403, SecretCheckOutcome.Refused)]
    [InlineData(302, SecretCheckOutcome.Unclear)]
    [InlineData(404, SecretCheckOutcome.Unclear)]
    [InlineData(500, SecretCheckOutcome.Unclear)]
    public async Task Check_ByAnAddress_GoesByTheStatus(int status, SecretCheckOutcome outcome)
    {
        var secret = await AddAsync($"{Url}/{status}");

        var report = (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value;

        Assert.Equal((outcome, $"http_{status}"), (report.Outcome, Assert.Single(report.Lines).Code));
        Assert.Equal($"Bearer {Canary}", Assert.Single(_headers));
        var kept = await GetAsync(secret.Id);
        Assert.Equal((outcome, Times.Now), (kept.LastCheckOutcome, kept.LastCheckedAt));
        Assert.Equal(secret.Stamp, kept.Stamp);
        var actions = (await _test.AuditAsync()).Select(e => e.Action).ToList();
        Assert.Contains("secret.checked", actions);
        Assert.Equal(outcome != SecretCheckOutcome.Valid, actions.Contains("secret.check_failed"));
        Assert.DoesNotContain(Canary, _test.Log.Text + string.Concat((await _test.AuditAsync()).Select(e => e.Details)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithANamedHeader_SendsTheBareValue()
    {
        var secret = await AddAsync($"{Url}/200", "X-Api-Key");

        await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None);

        Assert.Equal(Canary, Assert.Single(_keys));
        Assert.Equal("", Assert.Single(_headers));
    }

    [Fact]
    public async Task Check_ARedirect_IsNotFollowed()
    {
        var secret = await AddAsync($"{Url}/redirect");

        var report = (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value;

        Assert.Equal("http_307", Assert.Single(report.Lines).Code);
        Assert.Single(_headers);
    }

    [Fact]
    public async Task Check_AnAnswerWithoutEnd_IsLeftAtItsBound() =>
        Assert.Equal(SecretCheckOutcome.Valid, (await Checks.CheckAsync(_test.Admin, (await AddAsync($"{Url}/endless")).Id, CancellationToken.None)).Value.Outcome);

    [Fact]
    public async Task Check_NobodyThere_IsUnclear()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var secret = await AddAsync($"http://127.0.0.1:{port}/");

        Assert.Equal("unreachable", Assert.Single((await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value.Lines).Code);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a\u00e7\u00e3o")]
    public async Task Check_AValueThatNoHeaderCarries_IsNotSent(string value)
    {
        var secret = await AddAsync($"{Url}/200", value: value);

        Assert.Equal("value_unfit", Assert.Single((await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value.Lines).Code);
        Assert.Empty(_headers);
    }

    [Theory]
    [InlineData("https://127.0.0.1:{0}/200")]
    [InlineData("https://localhost:{0}/200")]
    [InlineData("https://[::ffff:127.0.0.1]:{0}/200")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://2130706433:{0}/")]
    public async Task Check_OutsideDevelopment_ReachesNoNetworkOfOurs(string url)
    {
        _test.Environment.EnvironmentName = Environments.Production;
        var secret = await AddAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, url, new Uri(Url).Port));

        Assert.Equal("address_refused", Assert.Single((await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value.Lines).Code);
        Assert.Empty(_headers);
    }

    [Fact]
    public async Task Check_ARestrictedSecretWhoseAddressWasSetBefore_SendsThatVersionAndNoLaterOne()
    {
        var secret = await AddAsync($"{Url}/200");
        var restricted = await _test.Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Visibility = SecretVisibility.Restricted }, secret.Stamp, CancellationToken.None);
        Assert.Null(restricted.Error);
        Assert.Equal(SecretCheckOutcome.Valid, (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value.Outcome);

        await _test.Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("a new one")), null, CancellationToken.None);

        Assert.Equal("secret_check_restricted", (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Error?.Code);
        Assert.Single(_headers);
    }

    [Fact]
    public async Task Check_ANewValueThatComesWithTheRestriction_IsNotSent()
    {
        var secret = await AddAsync($"{Url}/200");
        await _test.Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Visibility = SecretVisibility.Restricted, Value = new SecretInput("a new one") }, secret.Stamp, CancellationToken.None);

        Assert.Equal("secret_check_restricted", (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Error?.Code);
        Assert.Empty(_headers);
    }

    [Fact]
    public async Task SetAddress_OfARestrictedSecret_IsRefusedForAnyHostOfPeoplesChoice()
    {
        var secret = await AddAsync($"{Url}/200");
        var restricted = (await _test.Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Visibility = SecretVisibility.Restricted }, secret.Stamp, CancellationToken.None)).Value;

        Assert.Equal("secret_check_restricted", (await Checks.SetAddressAsync(Reasoned, secret.Id, $"{Url}/mine", null, restricted.Stamp, CancellationToken.None)).Error?.Code);
        var cleared = await Checks.SetAddressAsync(Reasoned, secret.Id, null, null, restricted.Stamp, CancellationToken.None);
        Assert.Null(cleared.Value.CheckAddress);
    }

    [Fact]
    public async Task Check_ARestrictedSecretAtAHostThatOperatorsAllow_IsTried()
    {
        _test.Get<Microsoft.Extensions.Options.IOptions<SecretsOptions>>().Value.CheckAllowedHosts.Add("127.0.0.1");
        var secret = await _test.AddAsync(draft: new SecretDraft("HIDDEN", new SecretInput(Canary)) { Visibility = SecretVisibility.Restricted });

        Assert.Null((await Checks.SetAddressAsync(Reasoned, secret.Id, $"{Url}/200", null, secret.Stamp, CancellationToken.None)).Error);
        Assert.Equal(SecretCheckOutcome.Valid, (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value.Outcome);
    }

    [Fact]
    public async Task SetAddress_WithoutReasonConfirmationPermissionOrStamp_IsRefused()
    {
        var secret = await _test.AddAsync();
        async Task<string?> CodeAsync(Actor actor, string url, Guid? stamp) => (await Checks.SetAddressAsync(actor, secret.Id, url, null, stamp, CancellationToken.None)).Error?.Code;

        Assert.Equal("forbidden", await CodeAsync(_test.Support with { Reason = "curious" }, "https://x/", secret.Stamp));
        Assert.Equal("reason_required", await CodeAsync(_test.Admin, "https://x/", secret.Stamp));
        Assert.Equal("if_match_required", await CodeAsync(Reasoned, "https://x/", null));
        Assert.Equal("secret_changed", await CodeAsync(Reasoned, "https://x/", Guid.CreateVersion7()));
        Assert.Equal("secret_check_address_invalid", await CodeAsync(Reasoned, "nowhere", secret.Stamp));
        Assert.Equal("secret_not_found", await CodeAsync(_test.Outsider with { Reason = "curious" }, "https://x/", secret.Stamp));
        _test.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("reauthentication_required", await CodeAsync(Reasoned, "https://x/", secret.Stamp));
    }

    [Theory]
    [InlineData(FakeWhatsApp.GoodToken, SecretCheckOutcome.Valid, "number_found")]
    [InlineData("EAAG-bad", SecretCheckOutcome.Refused, "api_190")]
    public async Task Check_ByANumber_GoesByWhatTheApiSays(string token, SecretCheckOutcome outcome, string code)
    {
        var secret = await AddUsedByNumberAsync(token);

        var line = Assert.Single((await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Value.Lines);

        Assert.Equal(("number", "Shop", outcome, code), (line.Type, line.Name, line.Outcome, line.Code));
    }

    [Fact]
    public async Task Check_WhatsAppAway_IsUnclear()
    {
        _whatsApp.IsAway = true;

        Assert.Equal(SecretCheckOutcome.Unclear, (await Checks.CheckAsync(_test.Admin, (await AddUsedByNumberAsync("x")).Id, CancellationToken.None)).Value.Outcome);
    }

    [Fact]
    public async Task Check_NothingToTryItAgainst_SaysSo()
    {
        var secret = await _test.AddAsync();

        Assert.Equal("secret_check_nothing", (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Error?.Code);
        Assert.Equal("forbidden", (await Checks.CheckAsync(_test.Support, secret.Id, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Check_MoreOftenThanThePolicyLets_IsRefusedAndCallsNobody()
    {
        var secret = await AddAsync($"{Url}/200");
        for (var i = 0; i < 30; i++)
            Assert.Null((await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Error);

        Assert.Equal("rate_limited", (await Checks.CheckAsync(_test.Admin, secret.Id, CancellationToken.None)).Error?.Code);
        Assert.Equal(30, _headers.Count);
    }

    private void More(IServiceCollection services)
    {
        services.AddSingleton<IWhatsAppClient>(_whatsApp);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISecretCheckTargets, NumberCheckTargets>());
    }

    private async Task AnswerAsync(HttpContext http)
    {
        _headers.Enqueue(http.Request.Headers.Authorization.ToString());
        if (http.Request.Headers.TryGetValue("X-Api-Key", out var key))
            _keys.Enqueue(key.ToString());
        var path = http.Request.Path.Value![1..];
        if (path == "redirect")
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = "/200";
        }
        else if (path == "endless")
        {
            var block = new byte[16 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(block, http.RequestAborted);
        }
        else
        {
            http.Response.StatusCode = int.Parse(path, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private async Task<SecretView> AddAsync(string url, string? header = null, string value = Canary)
    {
        var secret = await _test.AddAsync(value: value);
        var set = await Checks.SetAddressAsync(Reasoned, secret.Id, url, header, secret.Stamp, CancellationToken.None);
        Assert.Null(set.Error);
        return set.Value;
    }

    private async Task<SecretView> AddUsedByNumberAsync(string token)
    {
        var secret = await _test.AddAsync(value: token);
        await _test.Db.AddAsync(Number.Create(_test.Acme.Id, "100000000000009", "+55 11 0009", "Shop", secret.Id, 80, Times.Now));
        return secret;
    }

    private async Task<SecretView> GetAsync(SecretId id) => (await _test.Service.GetAsync(_test.Admin, id, CancellationToken.None)).Value;
}
