using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The simulator's parts from a start to its stop.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    private readonly SimulatorStore _store;
    private readonly WebhookSender _sender;
    private readonly WebhookDispatcher _dispatcher;
    private readonly SimulatorClock _clock;
    private readonly UpdatesTold _told;
    private readonly WebApplication _app;

    private RunningSimulator(SimulatorOptions options, SimulatorCatalog catalog, SimulatorStore store, PortfolioLimit portfolio, Recovered recovered, TimeProvider time, ILogger<CloudApiSimulator> logger)
    {
        _store = store;
        var dials = new Dials(options);
        var chance = new Chance(options.Seed);
        var meter = new SimulatorMeter();
        var log = new DeliveryLog();
        var queues = new UpdateQueues(options.WebhookConnections);
        _told = new UpdatesTold(store, catalog, portfolio);
        _sender = new WebhookSender(options, time);
        _dispatcher = new WebhookDispatcher([.. queues.Lanes.Select(queue => new WebhookLane(queue, _sender, catalog, _told, dials, meter, log, time, logger))], logger);
        var events = new PlatformEvents(store, queues, dials, time);
        var templates = new TemplateLife(catalog, store, queues, _told, events, dials, time);
        var numbers = new NumberLife(catalog, events, dials, time);
        _clock = new SimulatorClock(templates, numbers, time, logger);
        var intake = new MessageIntake(store, queues, _told, new PairLimit(), portfolio, chance, meter, time);
        var access = new GraphAccess(catalog, new CallLimit(), meter, dials, time);
        var media = new MediaShelf(access, time);
        var send = new SendEndpoint(access, catalog, intake, media, dials, chance, meter, time);
        var reads = new GraphReads(access, catalog, templates, numbers, _told, store);
        var control = new ControlEndpoints(catalog, templates, numbers, events, queues, _dispatcher, _sender, store, portfolio, meter, log, dials, time);
        _app = SimulatorHost.Build(options.Port, app =>
        {
            send.Map(app);
            reads.Map(app);
            media.Map(app);
            control.Map(app);
        });
        intake.ContinueAfter(recovered.LastMessage);
        events.ContinueAfter(recovered.LastEvent);
        foreach (var message in recovered.Messages)
        {
            _told.Add(message);
            queues.Add(message);
        }

        foreach (var told in recovered.Events)
            queues.Add(told);
        if (!string.IsNullOrWhiteSpace(options.WebhookUrl))
            _sender.Url = new Uri(options.WebhookUrl);
    }

    public Uri BaseUrl { get; private set; } = null!;

    public Uri? WebhookUrl
    {
        get => _sender.Url;
        set => _sender.Url = value;
    }

    public static async Task<RunningSimulator> StartAsync(SimulatorOptions options, SimulatorCatalog catalog, TimeProvider time, ILogger<CloudApiSimulator> logger, CancellationToken ct)
    {
        var store = await SimulatorStore.OpenAsync(options, ct);
        RunningSimulator? running = null;
        try
        {
            var (lastMessage, lastEvent) = await store.LastAsync(ct);
            var (messages, events) = await store.OpenOnesAsync(ct);
            var portfolio = new PortfolioLimit();
            if (options.UniquePeoplePerDay > 0)
                portfolio.Restore(await store.WrittenSinceAsync(time.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds(), ct));
            running = new RunningSimulator(options, catalog, store, portfolio, new Recovered(lastMessage, lastEvent, messages, events), time, logger);
            await running._app.StartAsync(ct);
            running.BaseUrl = SimulatorHost.Address(running._app);
            running._dispatcher.Start();
            running._clock.Start();
            return running;
        }
        catch
        {
            if (running is not null)
                await running._app.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync(LedgerFilter filter, CancellationToken ct) => _store.LedgerAsync(filter, ct);

    public async ValueTask DisposeAsync()
    {
        await _clock.DisposeAsync();
        await _dispatcher.DisposeAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _told.SaveAsync();
        _sender.Dispose();
        await _store.DisposeAsync();
    }

    /// <summary>What the file has of earlier starts.</summary>
    private sealed record Recovered(long LastMessage, long LastEvent, IReadOnlyList<SentMessage> Messages, IReadOnlyList<PlatformEvent> Events);
}
