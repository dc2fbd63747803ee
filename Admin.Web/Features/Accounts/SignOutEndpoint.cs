using Admin.Domain.Accounts;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Features.Accounts;

/// <summary>Signs out by a posted form: a circuit cannot take a cookie away, and a link could be followed by mistake.</summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(AdminUrls.SignOut, SignOutAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(HttpContext http, [FromServices] IAntiforgery antiforgery, [FromServices] Sessions sessions, CancellationToken ct)
    {
        // The form binds no field, so the framework's own check does not run here.
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (SessionPrincipal.Read(http.User) is not null)
            await sessions.SignOutAsync(http.PersonActor(), ct);
        await http.SignOutAsync(AuthenticationSchemes.Cookie);
        return Results.LocalRedirect(AdminUrls.SignIn);
    }
}
