using Admin.Web.Composition;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>The REST surface. Each feature maps its own endpoints under the one group.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        // A body that cannot be read is an exception in every environment, so that ApiExceptions can say what is wrong with it.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ApiExceptions>();
        services.AddSingleton<Microsoft.AspNetCore.Authorization.IAuthorizationMiddlewareResultHandler, ApiAuthorization>();
        services.AddTransient<ActorMaking>();
        services.AddTransient<CookieGuard>();
        return services;
    }

    /// <summary>The group that features map into: signed in unless an endpoint says otherwise.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup(Prefix).RequireAuthorization();

    public static bool IsApi(this PathString path) => path.IsUnder("/api");

    /// <summary>What speaks problem+json instead of pages.</summary>
    public static bool IsMachine(this PathString path) =>
        path.IsApi() || path.IsUnder("/webhooks") || path.IsUnder("/hubs") || path.IsUnder("/health") || path.IsUnder("/metrics") || path.IsUnder("/openapi");
}
