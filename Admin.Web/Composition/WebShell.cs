using Admin.Domain.Organizations;
using Admin.Web.Api;
using Admin.Web.Components;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Components.Theme;
using Admin.Web.Composition.Actors;
using Admin.Web.Composition.Health;
using Admin.Web.Composition.Hygiene;
using Admin.Web.Composition.Observing;
using Admin.Web.Composition.Preferences;
using Admin.Web.Features.Shared;
using Admin.Web.Features.SqlConsole;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace Admin.Web.Composition;

/// <summary>The frame that features stand in: pages, REST plumbing, hygiene, languages, health, telemetry.</summary>
internal static class WebShell
{
    public static WebApplicationBuilder AddWebShell(this WebApplicationBuilder builder)
    {
        builder.AddObservability();
        builder.Services.AddHygiene(builder.Configuration);
        builder.Services.AddLanguages();
        builder.Services.AddHealth();
        builder.Services.AddApi();
        builder.Services.AddApiDocs();
        builder.Services.AddPages();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()).AddCircuitAccess();
        return builder;
    }

    /// <summary>The middleware, outermost first. What a feature adds goes between this and <see cref="MapWebShell"/>.</summary>
    /// <param name="beforeApi">What a feature adds to REST calls once their actor is known, before anything is authorised.</param>
    /// <param name="unmatched">What a feature adds to requests outside the API that lead nowhere.</param>
    public static WebApplication UseWebShell(this WebApplication app, Action<IApplicationBuilder>? beforeApi = null, Action<IApplicationBuilder>? unmatched = null)
    {
        app.UseHygiene();
        app.UseRequestLocalization();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = AdminUrls.Error,
            CreateScopeForErrors = true,
            StatusCodeSelector = failure => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseWhen(http => http.Request.Path.IsMachine(), machine => machine.UseApiStatusPages());
        app.UseWhen(http => !http.Request.Path.IsMachine(), pages => pages.UseStatusCodePagesWithReExecute(AdminUrls.StatusFormat, createScopeForStatusCodePages: true));
        app.Use(ShowFailuresByGet);
        app.UseRouting();
        app.UseAuthentication();
        app.UseSharedAddressWatch();
        if (unmatched is not null)
            app.UseWhen(http => http.GetEndpoint() is null && !http.Request.Path.IsApi(), unmatched);
        app.UseOperatorsOnly();
        app.UseWhen(http => http.Request.Path.IsApi(), api => UseActors(api, beforeApi));
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Pages, files and what the frame itself answers.</summary>
    public static WebApplication MapWebShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet(ThemeStylesheet.Path, (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(ThemeStylesheet.Css, "text/css");
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapPreferences();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocs();
        var pages = app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        if (!app.Services.GetRequiredService<IOptions<ShellOptions>>().Value.IsSimulated)
            pages.Add(HideSimulator);
        pages.RequireCircuitAccess();
        return app;
    }

    private static void UseActors(IApplicationBuilder api, Action<IApplicationBuilder>? beforeApi)
    {
        api.UseMiddleware<CookieGuard>();
        api.UseMiddleware<ActorMaking>();
        beforeApi?.Invoke(api);
        // A host without organizations' services (tests of the frame alone) has nothing to enter.
        if (api.ApplicationServices.GetRequiredService<IServiceProviderIsService>().IsService(typeof(Visits)))
            api.Use(next => http => ActivatorUtilities.GetServiceOrCreateInstance<VisitByHeader>(http.RequestServices).InvokeAsync(http, next));
    }

    // Where nothing is simulated there is no such page.
    private static void HideSimulator(EndpointBuilder page)
    {
        if (page is RouteEndpointBuilder { RoutePattern.RawText: AdminUrls.PlatformSimulator })
            page.RequestDelegate = http =>
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
    }

    // A failed post is answered by a page, which is only got, never posted to.
    private static Task ShowFailuresByGet(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerPathFeature>() is not null)
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.VisibleStateDuration = 4000;
            options.SnackbarConfiguration.ShowTransitionDuration = 120;
            options.SnackbarConfiguration.HideTransitionDuration = 120;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OrganizationDirectory>();
        services.TryAddSingleton<ErrorWords>();
        services.TryAddSingleton<WallPass>();
        services.AddScoped<CircuitActor>();
        services.AddScoped<PersonClock>();
        services.AddScoped<ResultGridScript>();
        services.AddTransient<ActionRunner>();
    }
}
