using Admin.Domain.RateLimiting.Watching;
using Microsoft.Extensions.Hosting;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>Sends a sample every second, and makes the node listen to those of the others from its start on.</summary>
internal sealed class RateSampling(RateSampler sampler, RateHistory history, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        GC.KeepAlive(history);
        using var timer = new PeriodicTimer(RateSampler.Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            sampler.Send();
    }
}
