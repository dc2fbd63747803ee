using Admin.Domain.Common;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Antiforgery;

namespace Admin.Web.Api;

/// <summary>
/// A browser's cookie is sent along by any page of any site. So a call that rests on the cookie proves where it came from:
/// unsafe methods by an antiforgery token (header X-CSRF-TOKEN), reads by the browser's own Sec-Fetch-Site.
/// </summary>
internal sealed class CookieGuard(IAntiforgery antiforgery) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (RestsOnCookie(context) && await RefuseAsync(context) is { } refusal)
            await refusal.ToProblem().ExecuteAsync(context);
        else
            await next(context);
    }

    private static bool RestsOnCookie(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, AuthenticationType: not AuthenticationSchemes.Bearer };

    private async Task<Error?> RefuseAsync(HttpContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead && context.GetEndpoint()?.Metadata.GetMetadata<NeedsAntiforgery>() is null)
            return context.Request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "none" ? null : ApiErrors.ForeignSite;
        try
        {
            // Unlike IsRequestValidAsync this one also looks at reads.
            await antiforgery.ValidateRequestAsync(context);
            return null;
        }
        catch (AntiforgeryValidationException)
        {
            return ApiErrors.AntiforgeryFailed;
        }
    }
}

/// <summary>Marks a GET that hands out something as sensitive as a secret's value.</summary>
internal sealed class NeedsAntiforgery;

internal static class NeedsAntiforgeryExtensions
{
    public static TBuilder NeedsAntiforgery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new NeedsAntiforgery());
}
