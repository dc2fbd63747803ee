using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Redis;

/// <summary>Redis away degrades (rate limits and live numbers become each node's own); it never makes the application unready.</summary>
internal sealed class RedisHealthCheck(RedisHealth health) : IHealthCheck
{
    public const string Name = "redis";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await health.FaultAsync(cancellationToken) is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy();
}
