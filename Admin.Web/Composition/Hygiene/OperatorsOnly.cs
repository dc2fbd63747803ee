using Admin.Domain.Accounts;
using Admin.Web.Api;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition.Hygiene;

/// <summary>Metrics and docs tell much about an installation: outside Development only operators' networks and service tokens read them.</summary>
internal static class OperatorsOnly
{
    private static readonly PathString[] Guarded = ["/metrics", "/docs", "/openapi"];

    public static void UseOperatorsOnly(this IApplicationBuilder app) => app.Use((context, next) =>
        Guarded.Any(p => context.Request.Path.IsUnder(p)) && !IsOperator(context)
            ? ApiErrors.NetworkNotAllowed.ToProblem().ExecuteAsync(context)
            : next(context));

    /// <summary>Whether the caller may see what is for operators.</summary>
    public static bool IsOperator(HttpContext context)
    {
        var services = context.RequestServices;
        return services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            || NetworkOptions.Contains(services.GetRequiredService<IOptions<NetworkOptions>>().Value.AllowedNetworks, context.Connection.RemoteIpAddress)
            || context.User.HasClaim(c => c.Type == ActorClaims.ServiceToken);
    }
}
