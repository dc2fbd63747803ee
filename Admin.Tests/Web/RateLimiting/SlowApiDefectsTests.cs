using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.RateLimiting;
using Admin.Tests.Domain.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.RateLimiting;

/// <summary>
/// One test for each known defect of slowapi 0.1.9, numbered as there, over real HTTP: each fails where the defect is.
/// </summary>
public sealed class SlowApiDefectsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly (string, string)[] Policies =
    [
        ("Network:TrustedProxies:0", "127.0.0.1"),
        .. Policy("narrow", 2), .. Policy("wide", 10), .. Policy("once", 1), .. Policy("strict", 4), ("RateLimits:Policies:strict:OnRedisDown", "local_strict"),
        ("RateLimits:Policies:strict:Algorithm", "sliding_log"), ("RateLimits:Policies:narrow:Algorithm", "sliding_log"), ("RateLimits:Policies:api_global:Limit", "200"),
    ];

    private readonly FakeTimeProvider _time = new();
    private CountingStore _store = null!;
    private LimitedHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new CountingStore(new FakeStore(_time));
        _host = await LimitedHost.StartAsync(services => services.AddSingleton<IRateLimitStore>(_store), Policies);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    // In all forms: CallerIdentityTests.
    [Fact]
    public async Task Defect01_TheRealForwardedHeaderIsReadByHopsAndTheOneWithUnderscoresIsNot()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/once", ("X-Forwarded-For", "198.51.100.1"), ("X_Forwarded_For", "1.1.1.1")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/once", ("X-Forwarded-For", "198.51.100.2"), ("X_Forwarded_For", "1.1.1.1")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("/api/v1/once", ("X-Forwarded-For", "9.9.9.9, 198.51.100.2"), ("X_Forwarded_For", "2.2.2.2")));
    }

    [Fact]
    public async Task Defect02_RequestsThatWaitForASlowStoreBlockNoThread()
    {
        _store.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = Enumerable.Range(0, 200).Select(_ => StatusAsync("/api/v1/open")).ToList();

        // Far more requests wait than the pool has threads; one that asks no store is served at once all the same.
        using var live = await _host.Client.GetAsync("/health/live", Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct);
        var early = waiting.Count(w => w.IsCompleted);
        _store.Hold.SetResult();

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.Equal(0, early);
        Assert.All(await Task.WhenAll(waiting), s => Assert.Equal(HttpStatusCode.OK, s));
    }

    // That the local counters are strict and bounded: RateLimiterTests.StoreAway_*. A server killed or stuck: RedisRateLimitStoreTests.
    [Fact]
    public async Task Defect03_StoreAwayIsNeither500NorUnlimited()
    {
        _store.Inner.IsAway = true;

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            statuses.Add(await StatusAsync("/api/v1/strict"));

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 2), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 4)], statuses);
    }

    [Fact]
    public async Task Defect04_AStreamedAnswerKeepsItsPiecesAndHasItsHeadersOnce()
    {
        using var response = await _host.Client.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, Ct);

        Assert.True(response.Headers.TransferEncodingChunked);
        Assert.Equal("one two three ", await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal("199", Assert.Single(response.Headers.GetValues("X-RateLimit-Remaining")));
    }

    [Fact]
    public async Task Defect05_APolicyOfItsOwnDoesNotTakeAnEndpointOutOfTheGlobalOne()
    {
        using var own = await GetAsync("/api/v1/wide");
        using var other = await GetAsync("/api/v1/open");

        Assert.Contains("\"api_global\"", Header(own, "RateLimit-Policy"), StringComparison.Ordinal);
        Assert.Contains("\"wide\"", Header(own, "RateLimit-Policy"), StringComparison.Ordinal);
        Assert.Equal("198", Header(other, "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task Defect05_WhatLeadsNowhereCountsInsideTheApiAndOutside()
    {
        string[] nowhere = ["/api/v1/nothing", "/api/v2", "/wp-login.php", "/webhooks/other", "/hubs/other", "/health/other"];
        foreach (var path in nowhere)
            (await GetAsync(path)).Dispose();

        using var next = await GetAsync("/api/v1/open");

        Assert.Equal((199 - nowhere.Length).ToString(CultureInfo.InvariantCulture), Header(next, "X-RateLimit-Remaining"));
    }

    [Fact]
    public async Task Defect05_AFloodOfWrongAddressesIsRefused()
    {
        for (var i = 0; i < 200; i++)
            (await GetAsync($"/guess-{i}")).Dispose();

        using var refused = await GetAsync("/one-more");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Defect05_EachPathParameterIsNoBucketOfItsOwn()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/items/1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/items/2?x=1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("/API/v1/items/3"));
    }

    // A part that is missing altogether: RateLimiterTests.Decide_PartIsMissing_ThrowsRatherThanSkipTheLimit.
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(",")]
    [InlineData("unknown")]
    public async Task Defect06_AnEmptyAddressIsLimitedLikeAnyOther(string address)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/once", ("X-Forwarded-For", address)));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("/api/v1/once", ("X-Forwarded-For", address)));
    }

    // In Redis itself: RateScriptTests.Decide_OnePolicyRefuses_NoneIsCharged.
    [Fact]
    public async Task Defect07_ARefusalByOnePolicyChargesNoOther()
    {
        (await GetAsync("/api/v1/both")).Dispose();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("/api/v1/both"));

        using var response = await GetAsync("/api/v1/wide");

        Assert.Contains("\"wide\";r=8;", Header(response, "RateLimit"), StringComparison.Ordinal);
        Assert.Contains("\"api_global\";r=198;", Header(response, "RateLimit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defect08_HeadersComeFromTheDecisionItselfOnceEachAndTheResetIsRight()
    {
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var calls = _store.Calls;
        using var response = await GetAsync("/api/v1/wide");

        Assert.Equal(1, _store.Calls - calls);
        foreach (var name in new[] { "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit", "RateLimit-Policy" })
            Assert.Single(response.Headers.GetValues(name));
        var reset = long.Parse(Header(response, "X-RateLimit-Reset"), CultureInfo.InvariantCulture);
        Assert.InRange(reset, before + 60, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 62);
    }

    // Against a brute-force model: RateStateTests and RateScriptTests.
    [Fact]
    public async Task Defect09_AWindowsEdgeDoesNotAdmitTwiceTheLimit()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/narrow"));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/narrow"));
        // A window that began at the first hit would begin anew here.
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/narrow"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("/api/v1/narrow"));
    }

    // Faulty policies end the start, and a faulty reload is not taken over: RatePoliciesTests.
    [Fact]
    public async Task Defect10_ALimitThatCannotBeAppliedServesNobody()
    {
        using var response = await GetAsync("/api/v1/mistyped");

        Assert.True((int)response.StatusCode >= 500, response.StatusCode.ToString());
    }

    [Theory]
    [InlineData("en", "Too many requests")]
    [InlineData("pt-BR", "Requisições demais")]
    public async Task Defect11_TheRefusalSaysEverythingToProgramsAndASentenceToPeople(string language, string sentence)
    {
        (await GetAsync("/api/v1/once")).Dispose();

        using var response = await GetAsync("/api/v1/once", ("Accept-Language", language));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("rate_limited", problem.GetProperty("code").GetString());
        Assert.StartsWith(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var numbers = problem.GetProperty("params");
        Assert.Equal(("once", 1, 60), (numbers.GetProperty("policy").GetString(), numbers.GetProperty("limit").GetInt32(), numbers.GetProperty("window").GetInt32()));
        Assert.Equal(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, numbers.GetProperty("retry_after").GetInt32());
    }

    // Sockets: the live hub's own tests; a circuit asks in the domain services.
    [Fact]
    public async Task Defect11_DecisionsAreMetered()
    {
        var counted = new List<(string Policy, string Result)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => Listen(instrument, l) };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(t => t.Key, t => t.Value?.ToString() ?? "");
            if (values.GetValueOrDefault("aspnetcore.rate_limiting.policy") is "once")
            {
                lock (counted)
                    counted.Add(("once", values["aspnetcore.rate_limiting.result"]));
            }
        });
        listener.Start();

        (await GetAsync("/api/v1/once")).Dispose();
        (await GetAsync("/api/v1/once")).Dispose();

        lock (counted)
            Assert.Superset(new HashSet<(string, string)> { ("once", "acquired"), ("once", "denied") }, counted.ToHashSet());
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == RateMeter.Name)
            listener.EnableMeasurementEvents(instrument);
    }

    private static (string, string)[] Policy(string name, int limit) =>
    [
        ($"RateLimits:Policies:{name}:Limit", limit.ToString(CultureInfo.InvariantCulture)),
        ($"RateLimits:Policies:{name}:WindowSeconds", "60"),
        ($"RateLimits:Policies:{name}:Key", "ip"),
    ];

    private Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => _host.SendAsync(HttpMethod.Get, path, null, headers: headers);

    private async Task<HttpStatusCode> StatusAsync(string path, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(path, headers);
        return response.StatusCode;
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private sealed class CountingStore(FakeStore inner) : IRateLimitStore
    {
        private readonly Lock _lock = new();

        public FakeStore Inner => inner;

        public int Calls { get; private set; }

        public TaskCompletionSource? Hold { get; set; }

        public async Task<IReadOnlyList<RateReading>> DecideAsync(IReadOnlyList<RateCharge> charges, CancellationToken ct)
        {
            if (Hold is { } hold)
                await hold.Task.WaitAsync(ct);
            Task<IReadOnlyList<RateReading>> decision;
            lock (_lock)
            {
                Calls++;
                decision = inner.DecideAsync(charges, ct);
            }

            return await decision;
        }

        public Task GiveBackAsync(string key, string lease, CancellationToken ct) => inner.GiveBackAsync(key, lease, ct);

        public Task ForgetAsync(string key, CancellationToken ct) => inner.ForgetAsync(key, ct);
    }
}
