using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Admin.Web.Composition;

/// <summary>English and Brazilian Portuguese: by cookie first, then by what the browser asks for.</summary>
internal static class Languages
{
    public const string CookieName = "admin.culture";
    public const string English = "en";
    public const string Portuguese = "pt-BR";

    public static readonly IReadOnlyList<string> Cultures = [English, Portuguese];

    public static IServiceCollection AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(English);
            options.SupportedCultures = [.. Cultures.Select(CultureInfo.GetCultureInfo)];
            options.SupportedUICultures = options.SupportedCultures;
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = CookieName },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        return services;
    }
}
