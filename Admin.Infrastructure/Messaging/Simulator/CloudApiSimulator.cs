using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// A stand-in for the Cloud API on loopback; no message leaves the machine. Started and stopped by the composition.
/// Its ledger and undelivered webhooks outlive a restart.
/// </summary>
public sealed class CloudApiSimulator(TimeProvider time, ILogger<CloudApiSimulator> logger) : IAsyncDisposable
{
    private readonly SimulatorCatalog _catalog = new(time);
    private Running? _running;

    /// <summary>Known after the start.</summary>
    public Uri BaseUrl => Active.BaseUrl;

    public bool IsRunning => _running is not null;

    /// <summary>Where the statuses go. While it is null they wait.</summary>
    public Uri? WebhookUrl
    {
        get => Active.Dispatcher.Url;
        set => Active.Dispatcher.Url = value;
    }

    private Running Active => _running ?? throw new InvalidOperationException("The simulator is not running.");

    public async Task StartAsync(SimulatorOptions options, CancellationToken ct)
    {
        if (_running is not null)
            throw new InvalidOperationException("The simulator is already running.");
        if (options.DatabasePath.Length == 0 || options.AppSecret.Length == 0)
            throw new ArgumentException("The simulator needs DatabasePath and AppSecret.", nameof(options));
        foreach (var number in options.Numbers)
            AddNumber(number);
        foreach (var template in options.Templates)
            AddTemplate(template);

        var store = await SimulatorStore.OpenAsync(options.DatabasePath, ct);
        try
        {
            _running = await StartAsync(options, store, ct);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a number known, or changes it. Also before the start.</summary>
    public void AddNumber(SimulatedNumber number) => _catalog.Add(number);

    /// <summary>Makes a template known, or changes it. Also before the start.</summary>
    public void AddTemplate(SimulatedTemplate template) => _catalog.Add(template);

    /// <summary>Who got how many messages, ever; the proof of no loss and no double send.</summary>
    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string? phoneNumberId, string? callbackPrefix, CancellationToken ct) =>
        Active.Store.LedgerAsync(phoneNumberId, callbackPrefix, ct);

    /// <summary>Answers what has arrived, lets the webhooks be, closes the file.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _running, null) is not { } running)
            return;
        await running.Dispatcher.DisposeAsync();
        await running.App.StopAsync(CancellationToken.None);
        await running.App.DisposeAsync();
        await running.Store.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<Running> StartAsync(SimulatorOptions options, SimulatorStore store, CancellationToken ct)
    {
        var queue = new StatusQueue();
        var pending = await store.PendingAsync(ct);
        queue.Add(pending);
        var intake = new MessageIntake(options, store, queue, time);
        intake.ContinueAfter(pending.Count == 0 ? 0 : pending[^1].Id);
        var app = SimulatorHost.Build(options.Port, new SimulatorEndpoints(options, _catalog, intake, store, time).Map);
        await app.StartAsync(ct);

        var dispatcher = new WebhookDispatcher(options, _catalog, store, queue, time, logger);
        if (!string.IsNullOrWhiteSpace(options.WebhookUrl))
            dispatcher.Url = new Uri(options.WebhookUrl);
        dispatcher.Start();
        return new Running(app, SimulatorHost.Address(app), store, dispatcher);
    }

    private sealed record Running(WebApplication App, Uri BaseUrl, SimulatorStore Store, WebhookDispatcher Dispatcher);
}
