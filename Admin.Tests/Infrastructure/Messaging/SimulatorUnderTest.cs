using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Admin.Domain.Messaging;
using Admin.Infrastructure.Messaging.Simulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Tests.Infrastructure.Messaging;

/// <summary>A simulator on a port of its own, a webhook that it tells, the app's own client, and the control endpoints.</summary>
internal sealed class SimulatorUnderTest : IAsyncDisposable
{
    public const string WabaId = "200";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-");
    private readonly HttpClient _http = new();
    private CloudApiSimulator _simulator = null!;
    private ClientUnderTest _client = null!;

    public WebhookReceiver Receiver { get; private set; } = null!;

    public Uri BaseUrl => _simulator.BaseUrl;

    public static async Task<SimulatorUnderTest> StartAsync(Action<SimulatorOptions>? change = null, TimeProvider? time = null)
    {
        var test = new SimulatorUnderTest { Receiver = await WebhookReceiver.StartAsync() };
        var options = new SimulatorOptions
        {
            AppSecret = WebhookReceiver.Secret,
            VerifyToken = "verify-token",
            WebhookUrl = test.Receiver.Url.ToString(),
            LatencyMs = 0,
            WebhookDelay = TimeSpan.FromMilliseconds(2),
            GroupingWindow = TimeSpan.FromMilliseconds(5),
            RetryDelay = TimeSpan.FromMilliseconds(5),
            ReadPercent = 100,
            Seed = 7,
            DatabasePath = Path.Combine(test._directory.FullName, "simulator.db"),
            Numbers = [new SimulatedNumber { PhoneNumberId = "100", DisplayPhoneNumber = "+55 11 3000", WabaId = WabaId, AccessToken = "token-1", MessagesPerSecond = 1000 }],
            Templates = [new SimulatedTemplate { Name = "order_update", Language = "en_US", ParameterCount = 2 }],
        };
        change?.Invoke(options);
        test._simulator = new CloudApiSimulator(time ?? TimeProvider.System, NullLogger<CloudApiSimulator>.Instance);
        await test._simulator.StartAsync(options, CancellationToken.None);
        test._client = new ClientUnderTest(test._simulator.BaseUrl);
        return test;
    }

    public Task<SendOutcome> SendAsync(string to = "5511987654321", string callback = "c:1") => _client.SendAsync(to, callback);

    /// <summary>The refusal's code; 0 when it was accepted.</summary>
    public async Task<int> CodeAsync(string to = "5511987654321", string callback = "c:1") => await SendAsync(to, callback) switch
    {
        SendOutcome.Accepted => 0,
        SendOutcome.Rejected rejected => rejected.Error.Code,
        var other => throw new InvalidOperationException($"The send came to {other}."),
    };

    public async Task<int> LedgerAsync() => (await _simulator.LedgerAsync(null, null, CancellationToken.None)).Sum(e => e.Messages);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(BaseUrl, path));
        request.Headers.Authorization = new("Bearer", "token-1");
        using var answer = await _http.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The status of the control endpoint's answer.</summary>
    public async Task<int> ControlAsync(HttpMethod method, string path, string? body = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(BaseUrl, $"_simulator/{path}"));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (header is { } one)
            request.Headers.TryAddWithoutValidation(one.Name, one.Value);
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async Task TemplateAsync(string act) =>
        Assert.Equal(200, await ControlAsync(HttpMethod.Patch, "templates", $$"""{"waba_id":"","name":"order_update","language":"en_US","act":"{{act}}"}"""));

    public async Task NumberAsync(string change) => Assert.Equal(200, await ControlAsync(HttpMethod.Patch, "numbers/100", change));

    public async Task TurnAsync(string dials) => Assert.Equal(200, await ControlAsync(HttpMethod.Patch, "dials", dials));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _http.Dispose();
        await _simulator.DisposeAsync();
        await Receiver.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
