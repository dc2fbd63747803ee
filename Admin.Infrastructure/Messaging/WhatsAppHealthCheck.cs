using Admin.Infrastructure.Messaging.Simulator;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

/// <summary>The Cloud API, or the simulator in its place, away: campaigns wait, everything else goes on.</summary>
internal sealed class WhatsAppHealthCheck(WhatsAppReach reach, CloudApiSimulator simulator, IOptions<SimulatorOptions> options) : IHealthCheck
{
    public const string Name = "whatsapp";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        options.Value.Enabled == true && !simulator.IsRunning ? HealthCheckResult.Degraded("The simulator is not running.")
        : reach.IsLost ? HealthCheckResult.Degraded("The last call did not reach the Cloud API.")
        : HealthCheckResult.Healthy());
}
