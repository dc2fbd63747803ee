using Admin.Domain.Secrets.Providers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Secrets;

/// <summary>A provider away stops only its own secrets: degraded. One that is neither set up nor needed is well.</summary>
internal sealed class ProviderHealthCheck(ProviderHealth health, SecretKeys keys, string provider) : IHealthCheck
{
    public static string NameOf(string provider) => $"secrets_{provider}";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Nothing is known before the keys are; that they are not loaded is said by their own check.
        if (!keys.IsLoaded)
            return HealthCheckResult.Healthy();
        var state = (await health.StatesAsync(cancellationToken)).FirstOrDefault(s => s.Provider == provider);
        return state?.Fault is { } fault ? HealthCheckResult.Degraded($"{provider}: {fault.Code}") : HealthCheckResult.Healthy();
    }
}
