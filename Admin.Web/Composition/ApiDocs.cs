using System.Text.Json;
using Admin.Web.Api;
using Admin.Web.Features.RateLimits;
using Microsoft.OpenApi;
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
            options.DescribeRateLimits();
            options.AddSchemaTransformer((schema, context, _) =>
            {
                ListWords(schema, context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            });
        });

    // The generator cannot look into our converter of enums.
    private static void ListWords(OpenApiSchema schema, Type type)
    {
        var words = Nullable.GetUnderlyingType(type) ?? type;
        if (!words.IsEnum)
            return;
        schema.Type = words == type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Enum = [.. words.GetEnumValues().Cast<object>().Select(v => JsonSerializer.SerializeToNode(v, words, ApiJson.Options)!)];
    }

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
