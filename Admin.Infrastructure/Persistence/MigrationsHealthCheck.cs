using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Infrastructure.Persistence;

/// <summary>Whether the schema is the one that this version needs.</summary>
internal sealed class MigrationsHealthCheck(AdminDb adminDb) : IHealthCheck
{
    public const string Name = "migrations";

    private static readonly TenantScope Scope = TenantScope.All("health check");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = adminDb.Open(Scope);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        return pending.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"Migrations are pending: {string.Join(", ", pending)}.");
    }
}
