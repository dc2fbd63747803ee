using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Composition.Preferences;

/// <summary>Sets language and theme by a posted form and goes back to the page it came from: a circuit cannot set cookies.</summary>
internal static class PreferenceEndpoint
{
    public static void MapPreferences(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(AdminUrls.Preferences, Save).AllowAnonymous().ExcludeFromDescription();

    private static IResult Save(HttpContext http, [FromForm] string? culture, [FromForm] string? theme, [FromForm] string? returnUrl)
    {
        if (culture is not null && Languages.Cultures.Contains(culture))
            PreferenceCookies.WriteCulture(http.Response, culture);
        if (theme is not null && PreferenceCookies.Themes.Contains(theme))
            PreferenceCookies.WriteTheme(http.Response, theme);
        return Results.LocalRedirect(AdminUrls.Local(returnUrl));
    }
}
