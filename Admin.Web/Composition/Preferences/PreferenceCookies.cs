using Microsoft.AspNetCore.Localization;

namespace Admin.Web.Composition.Preferences;

/// <summary>How the person wants to see the pages: kept in cookies, so that it holds before and without signing in.</summary>
internal static class PreferenceCookies
{
    public const string Theme = "admin.theme";

    public static readonly IReadOnlyList<string> Themes = ["light", "dark", "system"];

    public static string ReadTheme(HttpRequest request) =>
        request.Cookies[Theme] is { } theme && Themes.Contains(theme) ? theme : "system";

    public static void WriteTheme(HttpResponse response, string theme) => response.Cookies.Append(Theme, theme, Options());

    public static void WriteCulture(HttpResponse response, string culture) =>
        response.Cookies.Append(Languages.CookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), Options());

    private static CookieOptions Options() => new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Path = "/" };
}
