using System.Net;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition.Hygiene;

/// <summary>Headers, cookies, origins, proxies: design.md "Web hygiene".</summary>
internal static class HygieneComposition
{
    public static IServiceCollection AddHygiene(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidation>();
        services.AddOptions<NetworkOptions>().Configure(options =>
        {
            options.TrustedProxies = configuration.GetSection(NetworkOptions.TrustedProxiesKey).Get<string[]>() ?? [];
            options.AllowedNetworks = configuration.GetSection(NetworkOptions.AllowedNetworksKey).Get<string[]>() ?? [];
            options.PublicUrl = configuration[NetworkOptions.PublicUrlKey];
        }).ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<NetworkOptions>>(TrustProxies);
        services.AddOptions<CookiePolicyOptions>().Configure<IHostEnvironment>(SecureCookies);
        services.AddHostedService<ProxyHint>();
        services.AddSingleton<SharedAddressWatch>();
        services.AddHealthChecks().AddCheck<SharedAddressHealthCheck>(SharedAddressHealthCheck.Name);
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "admin.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.HeaderName = "X-CSRF-TOKEN";
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>What stands before everything else.</summary>
    public static void UseHygiene(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseResponseHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHttpsOnly();
            app.UseHsts();
        }

        app.UseCookiePolicy();
        app.UseSameOriginSockets();
    }

    // Headers are read from the right as far as proxies are trusted: what a client wrote itself is never reached.
    private static void TrustProxies(ForwardedHeadersOptions options, IOptions<NetworkOptions> network)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in network.Value.TrustedProxies)
        {
            if (NetworkOptions.TryParse(text, out var parsed))
                options.KnownIPNetworks.Add(parsed);
        }

        // Nobody trusted means nobody believed; an empty list alone would mean everybody.
        if (options.KnownIPNetworks.Count == 0)
            options.ForwardedHeaders = ForwardedHeaders.None;
    }

    private static void SecureCookies(CookiePolicyOptions options, IHostEnvironment environment)
    {
        options.MinimumSameSitePolicy = SameSiteMode.Lax;
        options.HttpOnly = HttpOnlyPolicy.None;
        options.OnAppendCookie = cookie => cookie.CookieOptions.Secure = IsSecure(cookie.Context, environment);
        options.OnDeleteCookie = cookie => cookie.CookieOptions.Secure = IsSecure(cookie.Context, environment);
    }

    private static bool IsSecure(HttpContext http, IHostEnvironment environment) =>
        !environment.IsDevelopment() || http.Request.IsHttps || http.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address);
}
