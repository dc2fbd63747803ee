using System.Text.Json;
using Admin.Infrastructure.Hosting;
using Admin.Web.Composition.Hygiene;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Web.Composition.Health;

/// <summary>
/// /health/live: the process answers. /health/ready: whether it can do its work. A check tagged <see cref="HealthTags.Required"/> makes 503
/// when it fails (database, migrations, missing key); every other one is only named as degraded.
/// </summary>
internal static class HealthComposition
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        // The body is written with its own verdict, so every verdict is let through as 200 first.
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            ResultStatusCodes = { [HealthStatus.Healthy] = 200, [HealthStatus.Degraded] = 200, [HealthStatus.Unhealthy] = 200 },
            ResponseWriter = WriteAsync,
        }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var failed = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).ToList();
        var isDown = failed.Any(e => e.Value.Tags.Contains(HealthTags.Required) && e.Value.Status == HealthStatus.Unhealthy);
        context.Response.StatusCode = isDown ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.Headers.CacheControl = "no-store";
        var status = isDown ? "unhealthy" : failed.Count > 0 ? "degraded" : "healthy";
        object body = OperatorsOnly.IsOperator(context)
            ? new { status, parts = report.Entries.ToDictionary(e => e.Key, e => Word(e.Value, isDown), StringComparer.Ordinal) }
            : new { status };
        return context.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Web);
    }

    private static string Word(HealthReportEntry entry, bool isDown) =>
        entry.Status == HealthStatus.Healthy ? "healthy" : isDown && entry.Tags.Contains(HealthTags.Required) ? "unhealthy" : "degraded";
}
