using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Admin.Web.Composition.Observing;

/// <summary>Logs, traces and metrics. Nothing in them names a tenant, a person or a phone, and no secret ever reaches them.</summary>
internal static class Observability
{
    /// <summary>Every activity source and meter of ours has a name that begins with this.</summary>
    public const string OwnNames = "Admin.*";

    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        AddLogs(builder);
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(OwnNames)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        // Spans that nobody collects would still be made, filled and thrown away in every request.
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            AddTraces(telemetry);
        return builder;
    }

    private static void AddTraces(OpenTelemetryBuilder telemetry) => telemetry
        .WithTracing(tracing => tracing
            .AddSource(OwnNames)
            // The address of a wall board carries its token.
            .AddAspNetCoreInstrumentation(options => options.Filter = http => !http.Request.Path.IsUnder("/health") && !http.Request.Path.IsUnder("/wall"))
            .AddHttpClientInstrumentation())
        .UseOtlpExporter();

    public static void MapMetrics(this IEndpointRouteBuilder endpoints) => endpoints.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();

    private static void AddLogs(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        // These write each request's whole address, and a hub's may carry access_token in its query.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Http.Connections", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
    }
}
