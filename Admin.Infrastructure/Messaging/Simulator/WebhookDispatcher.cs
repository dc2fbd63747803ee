using System.Net;
using System.Net.Http.Headers;
using Admin.Domain.Messaging;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// Posts what falls due, signed and grouped, one POST after the other so that a message's statuses keep their order.
/// A POST that is not answered 200 is repeated until it is: at once, then after growing waits.
/// </summary>
internal sealed class WebhookDispatcher(
    SimulatorOptions options,
    SimulatorCatalog catalog,
    SimulatorStore store,
    StatusQueue queue,
    TimeProvider time,
    ILogger<CloudApiSimulator> logger) : IAsyncDisposable
{
    private const int MaxDoublings = 6;
    private static readonly TimeSpan PostTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = PostTimeout };
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _addressSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Uri? _url;
    private Task _loop = Task.CompletedTask;

    public Uri? Url
    {
        get => Volatile.Read(ref _url);
        set
        {
            Volatile.Write(ref _url, value);
            if (value is not null)
                _addressSet.TrySetResult();
            else if (_addressSet.Task.IsCompleted)
                _addressSet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Start() => _loop = Task.Run(() => RunAsync(_stop.Token));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await WaitForDueAsync(ct);
                var until = time.GetUtcNow().ToUnixTimeMilliseconds();
                while (queue.Take(until, options.MaxStatusesPerPost) is { Count: > 0 } statuses)
                {
                    await DeliverAsync(statuses, ct);
                    await store.RemoveAsync(statuses, ct);
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped; what was not delivered is on disk and goes out after the next start.
        }
        catch (Exception e)
        {
            logger.LogError(e, "The simulator's webhooks have stopped");
        }
    }

    /// <summary>Until the first due status plus the window in which others may join it.</summary>
    private async Task WaitForDueAsync(CancellationToken ct)
    {
        var (dueAt, added) = queue.Next();
        while (dueAt is null)
        {
            await added.WaitAsync(ct);
            (dueAt, added) = queue.Next();
        }

        var wait = DateTimeOffset.FromUnixTimeMilliseconds(dueAt.Value) + options.GroupingWindow - time.GetUtcNow();
        if (wait > options.GroupingWindow)
        {
            // A status added meanwhile may fall due earlier: look again after one window.
            await Task.Delay(options.GroupingWindow > TimeSpan.Zero ? options.GroupingWindow : TimeSpan.FromMilliseconds(1), time, ct);
            return;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, ct);
    }

    private async Task DeliverAsync(IReadOnlyList<PendingStatus> statuses, CancellationToken ct)
    {
        var body = WebhookBody.Write(statuses, catalog);
        for (var refusals = 0; !await PostAsync(body, ct); refusals++)
        {
            if (refusals > 0)
                await Task.Delay(options.RetryDelay * Math.Pow(2, Math.Min(refusals - 1, MaxDoublings)), time, ct);
        }
    }

    private async Task<bool> PostAsync(byte[] body, CancellationToken ct)
    {
        while (Url is null)
            await _addressSet.Task.WaitAsync(ct);
        using var request = new HttpRequestMessage(HttpMethod.Post, Url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Sign(body, options.AppSecret));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.StatusCode == HttpStatusCode.OK)
                return true;
            logger.LogWarning("The simulator's webhook was answered {Status}; it will be repeated", (int)answer.StatusCode);
            return false;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            logger.LogWarning("The simulator's webhook was not answered ({Fault}); it will be repeated", e.GetType().Name);
            return false;
        }
    }
}
