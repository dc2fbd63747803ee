namespace Admin.Web.Api;

/// <summary>Gives a body to what the framework refuses with a bare status: unknown routes, wrong methods and content types.</summary>
internal static class ApiStatusPages
{
    public static void UseApiStatusPages(this IApplicationBuilder app) => app.UseStatusCodePages(context =>
    {
        var error = context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => Domain.Accounts.AccessErrors.NotSignedIn,
            StatusCodes.Status403Forbidden => Domain.Accounts.AccessErrors.Forbidden("*"),
            StatusCodes.Status404NotFound => ApiErrors.RouteNotFound,
            StatusCodes.Status405MethodNotAllowed => ApiErrors.MethodNotAllowed,
            StatusCodes.Status406NotAcceptable => ApiErrors.NotAcceptable,
            StatusCodes.Status413PayloadTooLarge => ApiErrors.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => ApiErrors.UnsupportedMediaType,
            >= 500 => ApiErrors.Unexpected,
            _ => ApiErrors.BadRequest,
        };
        return error.ToProblem().ExecuteAsync(context.HttpContext);
    });
}
