using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Messaging;
using Admin.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Messaging;

/// <summary>Passing on to a real receiver that refuses, hangs, redirects, is away and comes back.</summary>
public sealed class WebhookForwarderTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly ConcurrentQueue<Received> _received = new();
    private readonly ConcurrentDictionary<string, int> _refuse = new();
    private readonly TaskCompletionSource _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestDb _test = null!;
    private LoopbackServer _server = null!;
    private Node _node = null!;
    private int _bodies;
    private bool _hangs;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDb.CreateAsync();
        _server = await LoopbackServer.StartAsync(TakeAsync);
        _node = new Node(_test, new Uri(_server.Address, "/hook"), _time);
    }

    public async ValueTask DisposeAsync()
    {
        _hung.TrySetResult();
        await _node.DisposeAsync();
        await _server.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task Forward_Verified_ArrivesUnchangedAndOnce()
    {
        var body = "{\"a\" : \"\u00e9\\u00e9\",\n\t\"entry\":[]} "u8.ToArray();
        await _node.Inbox.StoreAsync(new SignedWebhook(WhatsAppAppId.Platform, body, "sha256=abc", "application/json; charset=utf-8"));

        await _node.RoundAsync();
        await _node.RoundAsync();

        var one = Assert.Single(_received);
        Assert.Equal(body, one.Body);
        Assert.Equal(("/hook", "sha256=abc", "application/json; charset=utf-8"), (one.Path, one.Signature, one.ContentType));
        Assert.Equal(0, (await _node.Forwarding.ReadAsync(Ct)).Count);
    }

    [Fact]
    public async Task Forward_OfAnOwnApp_ComesToItsOwnAddress()
    {
        var app = WhatsAppAppId.New();
        await StoreAsync("1", app);

        await _node.RoundAsync();

        Assert.Equal($"/hook/{app}", Assert.Single(_received).Path);
    }

    [Fact]
    public async Task Forward_OneNumberRefused_HoldsBackItsLaterOnesAndNobodyElses()
    {
        _refuse["0"] = 500;
        await StoreAsync("1");
        await StoreAsync("2");
        await StoreAsync("1");
        await StoreAsync("1 2");
        await StoreAsync("2");
        await StoreAsync("3");

        await _node.RoundAsync();
        Assert.Equal(["1", "5"], Names().Order());
        Assert.Equal("status_500", (await _node.Forwarding.ReadAsync(Ct)).LastError);

        _refuse.Clear();
        await _node.RoundAsync();
        Assert.Equal(2, _received.Count);

        _time.Advance(TimeSpan.FromSeconds(2));
        await _node.RoundAsync();
        Assert.Equal(6, _received.Count);
        Assert.Equal(["0", "2", "3", "4"], Names().Skip(2).OrderBy(n => n, StringComparer.Ordinal));
        Assert.True(Names().IndexOf("0") < Names().IndexOf("2") && Names().IndexOf("2") < Names().IndexOf("3") && Names().IndexOf("3") < Names().IndexOf("4"));
    }

    [Fact]
    public async Task Forward_ManyOfOneNumber_KeepTheirOrder()
    {
        for (var i = 0; i < 30; i++)
            await StoreAsync("1");

        await _node.RoundAsync();

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}"), Names());
    }

    [Fact]
    public async Task Forward_Redirect_IsNotFollowed()
    {
        _refuse["0"] = 302;
        await StoreAsync("1");

        await _node.RoundAsync();

        Assert.Equal(1, _server.Requests);
        Assert.Equal("status_302", (await _node.Forwarding.ReadAsync(Ct)).LastError);
    }

    [Fact]
    public async Task Forward_ReceiverAway_IsAskedWithOneAtGrowingWaitsUntilItIsBack()
    {
        var address = _server.Address;
        await _server.DisposeAsync();
        for (var i = 0; i < 5; i++)
            await StoreAsync($"{i}");

        for (var i = 0; i < 3; i++)
        {
            await _node.RoundAsync();
            Assert.Equal((false, 5), ((await _node.Forwarder.ForwardAsync(Ct)).Tried, (await _node.Forwarding.ReadAsync(Ct)).Count));
            _time.Advance(ForwardWait.After(i + 1));
        }

        Assert.Equal("unreachable", (await _node.Forwarding.ReadAsync(Ct)).LastError);
        _server = await LoopbackServer.StartAsync(TakeAsync);
        await using var back = new Node(_test, new Uri(_server.Address, "/hook"), _time);
        await back.RoundAsync();
        Assert.Equal(5, _received.Count);
        Assert.NotEqual(address, _server.Address);
    }

    [Fact]
    public async Task Forward_ReceiverHangs_DelaysNeitherStoringNorTheRest()
    {
        _hangs = true;
        await StoreAsync("1");
        var round = _node.Forwarder.ForwardAsync(Ct);
        await _hungUp.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        // Stored and acknowledged while the receiver hangs.
        await StoreAsync("1");
        _time.Advance(TimeSpan.FromSeconds(11));
        await round;

        var backlog = await _node.Forwarding.ReadAsync(Ct);
        Assert.Equal((2, "timeout"), (backlog.Count, backlog.LastError));
        Assert.False(backlog.IsLate(_time.GetUtcNow().UtcDateTime));
        Assert.True(backlog.IsLate(_time.GetUtcNow().UtcDateTime.AddMinutes(2)));
    }

    [Fact]
    public async Task Forward_EndedHalfWay_IsSentAgainByTheNextProcess()
    {
        _hangs = true;
        await StoreAsync("1");
        await StoreAsync("1");
        var left = new Node(_test, new Uri(_server.Address, "/hook"), _time);
        _ = left.Forwarder.ForwardAsync(Ct);
        await _hungUp.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        _hangs = false;

        // What a process that is gone had in hand belongs to it until its lease is over.
        await _node.RoundAsync();
        Assert.Empty(_received);

        _time.Advance(TimeSpan.FromSeconds(61));
        await _node.RoundAsync();
        Assert.Equal(["0", "1"], Names());
        _hung.TrySetResult();
        await left.DisposeAsync();
    }

    [Fact]
    public async Task Stop_WhileTheReceiverHangs_EndsAndKeepsIt()
    {
        _hangs = true;
        await StoreAsync("1");
        _node.Forwarder.Start();
        await _hungUp.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);

        await _node.Forwarder.StopAsync();

        await using var db = await _test.OpenAsync(TenantScope.Accounts);
        var waiting = Assert.Single(await db.Set<WebhookForward>().ToListAsync(Ct));
        Assert.Equal((0, null), (waiting.Tries, waiting.ClaimToken));
    }

    [Fact]
    public async Task Run_StoredWhileRunning_IsPassedOnAtOnce()
    {
        _node.Forwarder.Start();

        await StoreAsync("1");

        await _taken.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await _node.Forwarder.StopAsync();
    }

    [Fact]
    public async Task Forward_SevenDaysInVain_IsGivenUpAndTheBodyForgotten()
    {
        _refuse["0"] = 500;
        await StoreAsync("1");
        await _node.RoundAsync();
        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(1));
        await _node.RoundAsync();
        Assert.Equal(1, (await _node.Forwarding.ReadAsync(Ct)).Count);

        _time.Advance(TimeSpan.FromHours(2));
        await _node.RoundAsync();

        Assert.Equal(0, (await _node.Forwarding.ReadAsync(Ct)).Count);
    }

    [Fact]
    public async Task Store_WithoutAReceiver_LeavesNothingToPassOn()
    {
        await using var off = new Node(_test, null, _time);

        await off.Inbox.StoreAsync(Webhook("1", WhatsAppAppId.Platform));

        Assert.Equal((false, 0), ((await off.Forwarding.ReadAsync(Ct)).IsOn, (await off.Forwarding.ReadAsync(Ct)).Count));
    }

    private readonly TaskCompletionSource _hungUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _taken = new(0);

    private List<string> Names() => [.. _received.Select(r => r.Name)];

    private Task StoreAsync(string numbers, WhatsAppAppId app = default) => _node.Inbox.StoreAsync(Webhook(numbers, app));

    // Its number in the order of storing stands in the account's place.
    private SignedWebhook Webhook(string numbers, WhatsAppAppId app)
    {
        var changes = numbers.Split(' ').Select(n => """{"field":"messages","value":{"metadata":{"phone_number_id":"NN"}}}""".Replace("NN", n, StringComparison.Ordinal));
        var body = $$"""{"entry":[{"id":"{{(_bodies++).ToString(CultureInfo.InvariantCulture)}}","changes":[{{string.Join(',', changes)}}]}]}""";
        return new SignedWebhook(app, Encoding.UTF8.GetBytes(body), "sha256=abc", "application/json");
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var text = Encoding.UTF8.GetString(body.ToArray());
        var name = text.Contains("\"id\":\"", StringComparison.Ordinal) ? text.Split("\"id\":\"")[1].Split('"')[0] : "";
        if (_hangs)
        {
            _hungUp.TrySetResult();
            await _hung.Task;
            return;
        }

        if (_refuse.TryGetValue(name, out var status))
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = "/elsewhere";
            return;
        }

        _received.Enqueue(new Received(name, http.Request.Path, body.ToArray(), http.Request.Headers[WebhookSignature.Header].ToString(), http.Request.ContentType));
        _taken.Release();
    }

    private sealed record Received(string Name, string Path, byte[] Body, string Signature, string? ContentType);

    /// <summary>One process: an inbox, a forwarder and the receiver's client as the application registers it.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public Node(TestDb test, Uri? forwardUrl, TimeProvider time)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WhatsApp:ForwardUrl", forwardUrl?.ToString())]).Build();
            _services = new ServiceCollection().AddLogging().AddSingleton(time).AddMessagingAdapters(configuration).BuildServiceProvider();
            var receiver = _services.GetRequiredService<IForwardReceiver>();
            Inbox = new WebhookInbox(test.Db, receiver, time);
            Forwarder = new WebhookForwarder(test.Db, receiver, Inbox, time, NullLogger<WebhookForwarder>.Instance);
            Forwarding = new WebhookForwarding(test.Db, null!, null!, receiver, Forwarder, time);
        }

        public WebhookInbox Inbox { get; }

        public WebhookForwarder Forwarder { get; }

        public WebhookForwarding Forwarding { get; }

        public Task RoundAsync() => Forwarder.ForwardAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Forwarder.DisposeAsync();
            await _services.DisposeAsync();
        }
    }
}
