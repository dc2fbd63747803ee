using Admin.Web.Api;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition.Hygiene;

/// <summary>Sockets know no same-origin rule: a foreign page could open one with the person's cookie. So their Origin is checked.</summary>
internal static class SameOriginSockets
{
    public static void UseSameOriginSockets(this IApplicationBuilder app)
    {
        var network = app.ApplicationServices.GetRequiredService<IOptions<NetworkOptions>>().Value;
        app.Use((context, next) =>
            IsSocket(context.Request.Path) && IsForeign(context.Request, network.PublicUrl)
                ? ApiErrors.ForeignOrigin.ToProblem().ExecuteAsync(context)
                : next(context));
    }

    // Programs send no Origin and are let through: they have no cookie that a page could borrow.
    internal static bool IsForeign(HttpRequest request, string? publicUrl)
    {
        if (request.Headers.Origin.Count == 0)
            return false;
        if (request.Headers.Origin.Count > 1 || !Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin))
            return true;
        var own = new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}");
        return !Same(origin, own) && !(Uri.TryCreate(publicUrl, UriKind.Absolute, out var known) && Same(origin, known));
    }

    private static bool IsSocket(PathString path) => path.IsUnder("/_blazor") || path.IsUnder("/hubs");

    private static bool Same(Uri a, Uri b) => Uri.Compare(a, b, UriComponents.SchemeAndServer | UriComponents.StrongPort, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
