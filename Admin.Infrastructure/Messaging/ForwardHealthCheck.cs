using Admin.Domain.Messaging.Forwarding;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Messaging;

/// <summary>Webhooks that are not passed on: they wait, and nothing else does.</summary>
internal sealed class ForwardHealthCheck(WebhookForwarding forwarding, TimeProvider time) : IHealthCheck
{
    public const string Name = "webhook_forwarding";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var backlog = await forwarding.ReadAsync(cancellationToken);
        return backlog.IsLate(time.GetUtcNow().UtcDateTime)
            ? HealthCheckResult.Degraded($"{backlog.Count} webhooks wait to be passed on; the last try ended with {backlog.LastError ?? "nothing yet"}.")
            : HealthCheckResult.Healthy();
    }
}
