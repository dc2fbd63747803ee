using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Where webhooks go, one try at a time.</summary>
internal sealed class WebhookSender(SimulatorOptions options, TimeProvider time) : IDisposable
{
    private const int MaxAnswerBytes = 4096;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Timeout, MaxResponseContentBufferSize = MaxAnswerBytes };
    private readonly Lock _lock = new();
    private TaskCompletionSource _addressSet = NewSignal();
    private Uri? _url;

    public Uri? Url
    {
        get => Volatile.Read(ref _url);
        set
        {
            lock (_lock)
            {
                Volatile.Write(ref _url, value);
                if (value is not null)
                    _addressSet.TrySetResult();
                else if (_addressSet.Task.IsCompleted)
                    _addressSet = NewSignal();
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Ends when there is an address.</summary>
    public async Task<Uri> AddressAsync(CancellationToken ct)
    {
        while (true)
        {
            Task set;
            lock (_lock)
                set = _addressSet.Task;
            if (Url is { } url)
                return url;
            await set.WaitAsync(ct);
        }
    }

    /// <summary>The answer's status, or why there is none.</summary>
    public async Task<(HttpStatusCode? Status, string? Fault)> PostAsync(Uri url, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(body.Span, options.AppSecret));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return (answer.StatusCode, null);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return (null, e.GetType().Name);
        }
    }

    /// <summary>Asks the address whether it is the right one, as Meta does before it accepts one.</summary>
    public async Task<SimulatorHandshake> VerifyAsync(CancellationToken ct)
    {
        if (Url is not { } url)
            return new SimulatorHandshake(false, null);
        var challenge = RandomNumberGenerator.GetInt32(100_000_000, int.MaxValue).ToString(CultureInfo.InvariantCulture);
        var query = $"hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={Uri.EscapeDataString(options.VerifyToken)}";
        try
        {
            using var answer = await _http.GetAsync(new UriBuilder(url) { Query = query }.Uri, ct);
            var isRight = answer.StatusCode == HttpStatusCode.OK && await answer.Content.ReadAsStringAsync(ct) == challenge;
            return new SimulatorHandshake(isRight, (int)answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new SimulatorHandshake(false, null);
        }
    }

    public SimulatorDelivery Delivery(long began, Delivery what, int bytes, HttpStatusCode? status, string? fault, DeliveryEnd end) => new(
        time.GetUtcNow().UtcDateTime, what.Tries, what.Updates.Count, bytes, (int?)status, fault, (int)time.GetElapsedTime(began).TotalMilliseconds, end);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Updates that travel together.</summary>
internal sealed class Delivery(List<Due> updates)
{
    public List<Due> Updates => updates;

    public int Tries { get; set; }

    /// <summary>Unix milliseconds of the oldest update.</summary>
    public long Since { get; } = updates.Min(u => u.At);
}
