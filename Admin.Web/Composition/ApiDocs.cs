using Scalar.AspNetCore;

namespace Admin.Web.Composition;

/// <summary>OpenAPI at /openapi/v1.json, readable at /docs with everything it needs served from here.</summary>
internal static class ApiDocs
{
    public static IServiceCollection AddApiDocs(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.OrdinalIgnoreCase) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Admin API";
                document.Info.Version = "v1";
                return Task.CompletedTask;
            });
        });

    public static void MapApiDocs(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        endpoints.MapScalarApiReference(AdminUrls.Docs, options =>
        {
            options.Title = "Admin API";
            options.DisableDefaultFonts();
            options.DisableTelemetry();
            // Everything that would send a reader, or what they read, to another host.
            options.DisableAgent();
            options.DisableMcp();
            options.HideDeveloperTools();
            options.HideClientButton();
            options.WithNonce();
        }).AllowAnonymous();
    }
}
