using Admin.Web.Api;

namespace Admin.Web.Composition.Hygiene;

/// <summary>
/// Outside Development plain http is refused, unless a trusted proxy said that the caller used https.
/// Liveness and readiness are exempt: probes come from beside the process and carry nothing worth protecting.
/// </summary>
internal static class HttpsOnly
{
    public static void UseHttpsOnly(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.IsHttps || context.Request.Path.IsUnder("/health")
            ? next(context)
            : ApiErrors.HttpsRequired.ToProblem().ExecuteAsync(context));
}
