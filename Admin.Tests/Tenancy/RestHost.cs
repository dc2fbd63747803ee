using System.Security.Claims;
using System.Text.Encodings.Web;
using Admin.Domain.Accounts;
using Admin.Tests.Support;
using Admin.Web.Api;
using Admin.Web.Composition;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Admin.Web.Hubs;
using Hangfire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Tenancy;

/// <summary>Every endpoint that the application maps, served from a <see cref="World"/>; one named actor calls them all.</summary>
internal sealed class RestHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RestHost(WebApplication app) => _app = app;

    public static async Task<RestHost> StartAsync(World world, Actor caller)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddLocalization().AddSingleton<ErrorWords>().AddApi().AddApiDocs().AddLiveHub().AddAntiforgery().AddHangfire(c => c.UseInMemoryStorage());
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton<AccessTokens>();
        foreach (var type in world.DomainServices)
            builder.Services.AddSingleton(type, _ => world.Services.GetRequiredService(type));
        builder.Services.AddSingleton(caller).AddAuthorization().AddAuthentication("Test").AddScheme<AuthenticationSchemeOptions, OneCaller>("Test", null);

        var app = builder.Build();
        app.UseExceptionHandler(_ => { });
        app.UseApiStatusPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<CookieGuard>();
        app.UseMiddleware<ActorMaking>();
        app.UseAuthorization();
        app.MapFeatures();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        await app.StartAsync();
        return new RestHost(app);
    }

    /// <summary>What the API answers at addresses with something in them to name.</summary>
    public IReadOnlyList<(string Method, RoutePattern Route)> Named =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith(ApiRoutes.Prefix, StringComparison.Ordinal) == true && e.RoutePattern.Parameters.Count > 0)
            .SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods, (e, m) => (m, new RoutePattern(e.RoutePattern.RawText!, [.. e.RoutePattern.Parameters.Select(p => p.Name)])))];

    /// <summary>Everything of the API that answers a GET.</summary>
    public IReadOnlyList<RoutePattern> Reads =>
        [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith(ApiRoutes.Prefix, StringComparison.Ordinal) == true && e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(e => new RoutePattern(e.RoutePattern.RawText!, [.. e.RoutePattern.Parameters.Select(p => p.Name)]))];

    public HttpClient Client() => _app.GetTestClient();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record RoutePattern(string Text, IReadOnlyList<string> Parameters);

    private sealed class OneCaller(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Actor caller)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var identity = new ClaimsIdentity([new(ActorClaims.Person, caller.Person!.Value.ToString()), new(ActorClaims.Session, caller.Session!.Value.ToString())], AuthenticationSchemes.Bearer);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), "Test")));
        }
    }
}
