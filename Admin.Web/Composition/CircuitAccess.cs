using Microsoft.AspNetCore.Authorization;

namespace Admin.Web.Composition;

/// <summary>Who may open a circuit: whoever is signed in, and the screen of a wall board.</summary>
internal static class CircuitAccess
{
    public const string Path = "/_blazor";

    private const string Policy = "circuit";

    public static AuthorizationBuilder AddCircuitAccess(this AuthorizationBuilder authorization) =>
        authorization.AddPolicy(Policy, policy => policy.RequireAssertion(context =>
            context.User.Identity?.IsAuthenticated == true
            || (context.Resource is HttpContext http && http.RequestServices.GetRequiredService<WallPass>().IsGood(http))));

    /// <summary>Puts the policy on the endpoints of circuits, in place of the one for pages.</summary>
    public static void RequireCircuitAccess(this RazorComponentsEndpointConventionBuilder pages) => pages.Add(endpoint =>
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } route } && ("/" + route.TrimStart('/')).StartsWith(Path, StringComparison.OrdinalIgnoreCase))
            endpoint.Metadata.Add(new AuthorizeAttribute(Policy));
    });
}
