using Admin.Domain.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition;

/// <summary>One scheme for the application, which forwards to the cookie of a browser or the token of a program.</summary>
internal static class AuthenticationSchemes
{
    public const string Any = "any";
    public const string Cookie = "cookie";
    public const string Bearer = "bearer";

    // Tokens open these and nothing else; above all never a page.
    private static readonly PathString[] ForPrograms = ["/api", "/hubs", "/metrics", "/health", "/docs", "/openapi"];

    public static IServiceCollection AddAdminAuthentication(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, o => o.ForwardDefaultSelector = http => BearerToken.Find(http.Request) is null || !IsForPrograms(http) ? Cookie : Bearer)
            .AddCookie(Cookie, o => Configure(o, environment))
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Bearer, null);
        services.TryAddSingleton<AccessTokens>();
        services.TryAddSingleton<PendingSignInCookie>();
        services.TryAddSingleton<DeviceCookie>();
        services.TryAddSingleton<BrowserSignIn>();
        services.AddScoped<AuthenticationStateProvider, SessionStateProvider>();
        services.AddSingleton<IPostConfigureOptions<AccountsOptions>>(new PostConfigureOptions<AccountsOptions>(
            Options.DefaultName, o => o.AllowRegistration ??= environment.IsDevelopment()));
        services.AddHostedService<AccountsStart>();
        return services;
    }

    private static bool IsForPrograms(HttpContext http) => Array.Exists(ForPrograms, p => http.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));

    private static void Configure(CookieAuthenticationOptions options, IHostEnvironment environment)
    {
        options.Cookie.Name = environment.IsDevelopment() ? "admin.session" : "__Host-admin.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        // Lax: links in mails lead to pages that know the person. Unsafe methods need antiforgery anyway.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.LoginPath = "/account/sign-in";
        options.AccessDeniedPath = "/account/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = Session.Lifetime;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var ct = context.HttpContext.RequestAborted;
        if (SessionPrincipal.Read(context.Principal) is { } session && await sessions.IsAliveAsync(session.Person, session.Session, ct))
        {
            await sessions.TouchAsync(session.Session, ct);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Cookie);
    }
}
