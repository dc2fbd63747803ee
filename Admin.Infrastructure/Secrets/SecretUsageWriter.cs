using Admin.Domain.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Secrets;

/// <summary>Writes counted reads each second, and what is left at the stop.</summary>
internal sealed class SecretUsageWriter(SecretUsage usage, TimeProvider time, ILogger<SecretUsageWriter> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(closing: true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await FlushAsync(closing: false, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop writes what is left.
        }
    }

    private async Task FlushAsync(bool closing, CancellationToken ct)
    {
        try
        {
            await usage.FlushAsync(closing, ct);
        }
        catch (Exception e)
        {
            // Kept in memory and tried again at the next tick; a failing database must not end the counting.
            log.LogError(e, "Reads of secrets could not be written");
        }
    }
}
