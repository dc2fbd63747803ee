using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Secrets;

/// <summary>Unhealthy while a key that stored values need is missing: another node may write with a key that this one lacks.</summary>
internal sealed class SecretKeysHealthCheck(SecretKeys keys) : IHealthCheck
{
    public const string Name = "secret_keys";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!keys.IsLoaded)
            return HealthCheckResult.Unhealthy("The keys are not loaded.");
        var missing = await keys.MissingAsync(cancellationToken);
        if (await keys.OwnUnreadableAsync(cancellationToken) > 0)
            return HealthCheckResult.Unhealthy("A key that the application's own keys need is missing.");
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Keys that stored values need are missing: {string.Join(", ", missing.Keys)}.");
    }
}
