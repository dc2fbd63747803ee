using Hangfire;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Jobs;

/// <summary>Jobs away: nothing is lost, because engines sweep by themselves; what is recurring comes late.</summary>
internal sealed class JobsHealthCheck(JobsServer server, JobStorage storage, TimeProvider time, ILogger<JobsHealthCheck> log) : IHealthCheck
{
    public const string Name = "jobs";

    /// <summary>A worker tells the storage every half minute that it lives.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (server.RunningSince is not { } since)
            return HealthCheckResult.Degraded("The job worker is not running.");
        try
        {
            // The storage has no asynchronous calls, and one that is away would hold this thread.
            var servers = await Task.Run(storage.GetMonitoringApi().Servers, cancellationToken).WaitAsync(Patience, cancellationToken);
            var quietSince = time.GetUtcNow() - Silence;
            return since < quietSince && !servers.Any(s => s.Heartbeat > quietSince.UtcDateTime)
                ? HealthCheckResult.Degraded("No job worker was heard of lately.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "The job storage did not answer");
            return HealthCheckResult.Degraded("The job storage does not answer.");
        }
    }
}
