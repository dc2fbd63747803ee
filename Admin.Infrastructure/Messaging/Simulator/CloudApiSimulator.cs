using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// A stand-in for the Cloud API on loopback; no message leaves the machine. Started and stopped by the composition, or by
/// <see cref="SimulatorProcess"/>. Its ledger and undelivered webhooks outlive a restart.
/// </summary>
public sealed class CloudApiSimulator(TimeProvider time, ILogger<CloudApiSimulator> logger) : IAsyncDisposable
{
    private readonly SimulatorCatalog _catalog = new(time);
    private RunningSimulator? _running;

    /// <summary>Known after the start.</summary>
    public Uri BaseUrl => Active.BaseUrl;

    public bool IsRunning => _running is not null;

    /// <summary>Where the statuses go. While it is null they wait.</summary>
    public Uri? WebhookUrl
    {
        get => Active.WebhookUrl;
        set => Active.WebhookUrl = value;
    }

    private RunningSimulator Active => _running ?? throw new InvalidOperationException("The simulator is not running.");

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
        _running = await RunningSimulator.StartAsync(options, _catalog, time, logger, ct);
    }

    /// <summary>Makes a number known, or changes it. Also before the start.</summary>
    public void AddNumber(SimulatedNumber number) => _catalog.Add(number);

    /// <summary>Makes a template known, or changes it. Also before the start.</summary>
    public void AddTemplate(SimulatedTemplate template) => _catalog.Add(template);

    /// <summary>Who got how many messages, ever; the proof of no loss and no double send.</summary>
    public Task<IReadOnlyList<LedgerEntry>> LedgerAsync(string? phoneNumberId, string? callbackPrefix, CancellationToken ct) =>
        Active.LedgerAsync(new LedgerFilter(phoneNumberId, callbackPrefix), ct);

    /// <summary>Answers what has arrived, lets the webhooks be, closes the file.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _running, null) is { } running)
            await running.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();
}
