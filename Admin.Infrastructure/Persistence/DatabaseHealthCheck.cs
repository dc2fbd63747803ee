using Admin.Domain.Organizations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Persistence;

/// <summary>Whether the database can be opened.</summary>
internal sealed class DatabaseHealthCheck(AdminDb adminDb) : IHealthCheck
{
    public const string Name = "database";

    private static readonly TenantScope Scope = TenantScope.All("health check");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = adminDb.Open(Scope);
        return await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database cannot be opened.");
    }
}
