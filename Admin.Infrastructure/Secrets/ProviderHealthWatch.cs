using Admin.Domain.Secrets.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Secrets;

/// <summary>Asks the providers time and again, so that a failing one is noticed although nobody looks.</summary>
internal sealed class ProviderHealthWatch(ProviderHealth health, TimeProvider time, ILogger<ProviderHealthWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ProviderHealth.Interval, time);
        try
        {
            do
                await CheckAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Nobody wants to know any more.
        }
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        try
        {
            await health.CheckAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "The providers of encryption could not be asked; that is tried again shortly");
        }
    }
}
