using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Infrastructure.Live;
using Admin.Infrastructure.RateLimiting;
using Admin.Infrastructure.Redis;
using Admin.Tests.Support;
using Admin.Web.Api;
using Admin.Web.Composition;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Admin.Web.Hubs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Web.RateLimiting;

/// <summary>
/// The frame with rate limits and the live hub over Kestrel, a real database and the embedded Redis.
/// Who calls is said by a bearer text of the test: <c>person.session</c> or <c>token.organization</c>.
/// </summary>
internal sealed class LimitedHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly EmbeddedRedis _redis;

    private LimitedHost(WebApplication app, TestDb db, EmbeddedRedis redis)
    {
        (_app, Db, _redis) = (app, db, redis);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public TestDb Db { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Organization Acme { get; } = Organization.Create("Acme", "acme", Times.Now);

    public Organization Globex { get; } = Organization.Create("Globex", "globex", Times.Now);

    public string AcmeAdmin { get; private set; } = "";

    public string GlobexAdmin { get; private set; } = "";

    public string AcmeSupport { get; private set; } = "";

    public string SuperAdmin { get; private set; } = "";

    public static Task<LimitedHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    /// <param name="replace">Registered last, so in place of the real parts.</param>
    public static async Task<LimitedHost> StartAsync(Action<IServiceCollection> replace, params (string Key, string Value)[] settings)
    {
        var db = await TestDb.CreateAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Admin.Web", EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        // A loaded machine must not turn a test of shared limits into one of local ones.
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("RateLimits:RedisTimeoutMilliseconds", (string?)"10000")]);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddWebShell();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(db.Db).AddSingleton<IAuditSeal, FixedKeySeal>();
        builder.Services.AddAuditing().AddRedis().AddLiveAdapters().AddLive().AddRateLimitingAdapters().AddRateLimiting().AddLiveHub();
        builder.Services.AddOptions<AccessOptions>().Configure(o => o.SuperAdminsNeedSecondFactor = false);
        builder.Services.AddSingleton<AccessReader>().AddSingleton<Access>();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestSignIn>("test", null);
        replace(builder.Services);
        var app = builder.Build();
        app.UseWebShell(api => api.UseRateLimits(), nowhere => nowhere.UseUnmatchedRateLimits());
        Map(app.MapApi());
        app.MapLiveHub();
        app.MapWebShell();
        var redis = app.Services.GetRequiredService<EmbeddedRedis>();
        await redis.StartAsync(CancellationToken.None);
        await app.Services.GetRequiredService<RedisConnection>().ConnectAsync();
        await app.StartAsync();
        var host = new LimitedHost(app, db, redis);
        await host.SeedAsync();
        return host;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer, HttpContent? content = null, Guid? organization = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (organization is { } id)
            request.Headers.Add(ActorMaking.OrganizationHeader, id.ToString());
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request);
    }

    public HubConnection Hub(string? bearer, string? origin = null) => new HubConnectionBuilder()
        .WithUrl(new Uri(Client.BaseAddress!, LiveHub.Path), options =>
        {
            if (bearer is not null)
                options.Headers["Authorization"] = "Bearer " + bearer;
            if (origin is not null)
                options.Headers["Origin"] = origin;
        })
        .Build();

    /// <summary>A token of Acme with one scope.</summary>
    public async Task<(ServiceToken Token, string Bearer)> ServiceTokenAsync(string scope)
    {
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var token = ServiceToken.Create(Acme.Id, "test", Guid.CreateVersion7().ToString("N"), "adm_st_", PersonId.New(), now, now.AddDays(1)).Limited([scope], [], []);
        await Db.AddAsync(token);
        return (token, $"{token.Id.Value}.{Acme.Id.Value}.service");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _redis.DisposeAsync();
        await Db.DisposeAsync();
    }

    private static void Map(IEndpointRouteBuilder api)
    {
        api.MapRateLimits();
        api.MapGet("/plain", () => "ok");
        api.MapGet("/open", () => "ok").AllowAnonymous();
        foreach (var policy in new[] { "narrow", "wide", "once", "strict" })
            api.MapGet("/" + policy, () => "ok").AllowAnonymous().WithRateLimit(policy);
        api.MapGet("/both", () => "ok").AllowAnonymous().WithRateLimit("wide", "once");
        api.MapGet("/items/{id}", (string id) => id).AllowAnonymous().WithRateLimit("narrow");
        api.MapGet("/mistyped", () => "ok").AllowAnonymous().WithRateLimit("no_such_policy");
        api.MapGet("/stream", StreamAsync).AllowAnonymous();
    }

    private static async Task StreamAsync(HttpContext http)
    {
        foreach (var piece in new[] { "one ", "two ", "three " })
        {
            await http.Response.WriteAsync(piece, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private async Task SeedAsync()
    {
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await Db.AddAsync(Acme, Globex);
        AcmeAdmin = await PersonAsync("admin@acme.test", Acme, Role.OrgAdmin, now);
        AcmeSupport = await PersonAsync("support@acme.test", Acme, Role.Support, now);
        GlobexAdmin = await PersonAsync("admin@globex.test", Globex, Role.OrgAdmin, now);
        SuperAdmin = await PersonAsync("super@demo.test", null, default, now);
    }

    private async Task<string> PersonAsync(string email, Organization? organization, Role role, DateTime now)
    {
        var person = Person.Create(email, email, now);
        (person.NormalizedUserName, person.NormalizedEmail, person.SecurityStamp) = (email.ToUpperInvariant(), email.ToUpperInvariant(), "stamp");
        if (organization is null)
            person.MakeSuperAdmin();
        var session = Session.Create(person, SessionKind.Bearer, null, null, now);
        await Db.AddAsync(person, session, organization is null
            ? OrganizationVisit.Create(Acme.Id, person.Id, "helping out", now)
            : Membership.Create(organization.Id, person.Id, role, now));
        return $"{person.Id.Value}.{session.Id.Value}";
    }

    private sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var parts = Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal).Split('.');
            Claim[]? claims = parts.Length switch
            {
                2 => [new(ActorClaims.Person, parts[0]), new(ActorClaims.Session, parts[1]), new(ActorClaims.Name, "Test")],
                3 => [new(ActorClaims.ServiceToken, parts[0]), new(ActorClaims.Organization, parts[1]), new(ActorClaims.Name, "test")],
                _ => null,
            };
            return Task.FromResult(claims is null
                ? AuthenticateResult.NoResult()
                : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, AuthenticationSchemes.Bearer)), Scheme.Name)));
        }
    }
}
