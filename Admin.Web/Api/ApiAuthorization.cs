using Admin.Domain.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Admin.Web.Api;

/// <summary>401 and 403 of the API are problems with a code; pages keep their way to the sign-in.</summary>
internal sealed class ApiAuthorization : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _pages = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Where there is nothing, there is nothing to guard: "not found" is said to everybody.
        if (context.GetEndpoint() is null)
            return next(context);
        if (authorizeResult.Succeeded || !context.Request.Path.IsMachine())
            return _pages.HandleAsync(next, context, policy, authorizeResult);
        var error = authorizeResult.Challenged ? AccessErrors.NotSignedIn : AccessErrors.Forbidden("*");
        return error.ToProblem().ExecuteAsync(context);
    }
}
