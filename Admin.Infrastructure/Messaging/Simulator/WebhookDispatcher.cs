using System.Buffers;
using System.Net;
using Admin.Domain.Messaging.Simulating;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// Posts what falls due, signed and grouped. A lane is one POST after the other, so that a message's statuses keep their order
/// as long as they are taken. A POST that is not answered 200 is repeated at once; refused again it is parked and tried after
/// growing waits, while others go on, until it is too old.
/// </summary>
internal sealed class WebhookDispatcher(
    WebhookLane[] lanes,
    ILogger<CloudApiSimulator> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public int Parked => lanes.Sum(l => l.Parked);

    public void Start() => _running = Task.WhenAll(lanes.Select(lane => Task.Run(() => RunAsync(lane))));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(WebhookLane lane)
    {
        try
        {
            await lane.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped; what was not delivered is on disk and goes out after the next start.
        }
        catch (Exception e)
        {
            logger.LogError(e, "The simulator's webhooks have stopped");
        }
    }
}

/// <summary>One POST after the other.</summary>
internal sealed class WebhookLane(
    UpdateQueue queue,
    WebhookSender sender,
    SimulatorCatalog catalog,
    UpdatesTold told,
    Dials dials,
    SimulatorMeter meter,
    DeliveryLog log,
    TimeProvider time,
    ILogger<CloudApiSimulator> logger)
{
    private const int MaxDoublings = 20;
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(250);

    private readonly PriorityQueue<Delivery, long> _parked = new();
    private readonly ArrayBufferWriter<byte> _body = new(64 * 1024);

    public int Parked => Volatile.Read(ref _parkedCount);

    private int _parkedCount;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            await WaitAsync(ct);
            // Nothing is taken out of the queue while there is nowhere to send it.
            await sender.AddressAsync(ct);
            while (_parked.TryPeek(out _, out var at) && at <= Now)
                await DeliverAsync(_parked.Dequeue(), ct);
            var until = Now;
            while (queue.Take(until, dials.Now.MaxStatusesPerPost) is { Count: > 0 } updates)
            {
                await DeliverAsync(new Delivery(updates), ct);
                if (_parked.TryPeek(out _, out var at) && at <= Now)
                    break;
            }
        }
    }

    /// <summary>Until the first due update plus the window in which others may join it, or until a parked one's turn.</summary>
    private async Task WaitAsync(CancellationToken ct)
    {
        while (true)
        {
            var now = Now;
            var (dueAt, added) = queue.Next();
            if (dueAt is null && _parked.Count == 0)
            {
                await added.WaitAsync(ct);
                continue;
            }

            var window = dials.Now.GroupingWindow;
            var wait = Math.Min(
                dueAt is { } due ? due + (long)window.TotalMilliseconds - now : long.MaxValue,
                _parked.TryPeek(out _, out var parkedUntil) ? parkedUntil - now : long.MaxValue);
            if (wait <= 0)
                return;
            // What is added meanwhile may fall due earlier: look again before long.
            var look = TimeSpan.FromMilliseconds(Math.Min(wait, LongestLook.TotalMilliseconds));
            await Task.Delay(window > TimeSpan.Zero && look > window ? window : look > ShortestLook ? look : ShortestLook, time, ct);
        }
    }

    private async Task DeliverAsync(Delivery delivery, CancellationToken ct)
    {
        // The first refusal is answered by another try at once.
        for (var isFirst = delivery.Tries == 0; ; isFirst = false)
        {
            var url = await sender.AddressAsync(ct);
            _body.ResetWrittenCount();
            WebhookBody.Write(_body, delivery.Updates, catalog, dials.Now.WebhookVersion);
            var began = time.GetTimestamp();
            delivery.Tries++;
            var (status, fault) = await sender.PostAsync(url, _body.WrittenMemory, ct);
            var end = End(status, delivery, isFirst);
            log.Add(sender.Delivery(began, delivery, _body.WrittenCount, status, fault, end));
            if (end == DeliveryEnd.Taken)
            {
                meter.Deliver(delivery.Updates.Count);
                await told.CloseAsync(delivery.Updates);
                break;
            }

            meter.RefusePost();
            if (end == DeliveryEnd.Dropped)
            {
                meter.Drop(delivery.Updates.Count);
                logger.LogWarning("The simulator gave up {Count} updates that no webhook took in time", delivery.Updates.Count);
                await told.CloseAsync(delivery.Updates);
                break;
            }

            if (isFirst)
                continue;
            logger.LogWarning("The simulator's webhook was answered {Status}; it will be repeated", (object?)(int?)status ?? fault);
            _parked.Enqueue(delivery, Now + (long)Wait(delivery.Tries).TotalMilliseconds);
            break;
        }

        Volatile.Write(ref _parkedCount, _parked.Count);
    }

    private DeliveryEnd End(HttpStatusCode? status, Delivery delivery, bool isFirst) =>
        status == HttpStatusCode.OK ? DeliveryEnd.Taken
        : !isFirst && Now - delivery.Since > dials.Now.RetryHorizon.TotalMilliseconds ? DeliveryEnd.Dropped
        : DeliveryEnd.Refused;

    private TimeSpan Wait(int tries)
    {
        var wait = dials.Now.RetryDelay * Math.Pow(2, Math.Min(tries - 2, MaxDoublings));
        return wait < dials.Now.RetryMaxDelay ? wait : dials.Now.RetryMaxDelay;
    }
}
