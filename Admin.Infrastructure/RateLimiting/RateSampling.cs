using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Microsoft.Extensions.Hosting;

namespace Admin.Infrastructure.RateLimiting;

/// <summary>Sends a sample every second, and makes the node listen to those of the others from its start on.</summary>
internal sealed class RateSampling(RateSampler sampler, RateHistory history, RateLimiter limiter, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        GC.KeepAlive(history);
        // The first decision of a process compiles its way to Redis and sends the script; a caller must not take that for a Redis that is away.
        await limiter.PeekAsync(RateRequest.Anonymous(null, "", RatePolicyNames.AuthLogin), stoppingToken);
        using var timer = new PeriodicTimer(RateSampler.Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            sampler.Send();
    }
}
