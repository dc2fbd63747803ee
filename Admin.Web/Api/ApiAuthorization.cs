using Admin.Domain.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Admin.Web.Api;

/// <summary>401 and 403 of the API are problems with a code; pages keep their way to the sign-in.</summary>
internal sealed class ApiAuthorization(EndpointDataSource endpoints) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Where there is nothing, there is nothing to guard: "not found" is said to everybody.
        if (context.GetEndpoint() is null || IsWrongCallOfAnOpenRoute(context))
            return next(context);
        if (authorizeResult.Succeeded || !context.Request.Path.IsMachine())
            return _pages.HandleAsync(next, context, policy, authorizeResult);
        var error = authorizeResult.Challenged ? AccessErrors.NotSignedIn : AccessErrors.Forbidden("*");
        return error.ToProblem().ExecuteAsync(context);
    }

    // For a wrong method or content type the framework puts an endpoint of its own in the place of the route's, which knows
    // nothing of AllowAnonymous: whoever signs in with a form would be told to sign in first.
    private bool IsWrongCallOfAnOpenRoute(HttpContext context) =>
        context.GetEndpoint() is not RouteEndpoint
        && endpoints.Endpoints.OfType<RouteEndpoint>().Any(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && IsAt(e, context.Request.Path));

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        path.Equals("/" + endpoint.RoutePattern.RawText?.Trim('/'), StringComparison.OrdinalIgnoreCase);
}
