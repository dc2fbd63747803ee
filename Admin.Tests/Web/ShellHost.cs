using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Web.Api;
using Admin.Web.Composition;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Web;

/// <summary>
/// The frame alone, served by Kestrel over a real database: who is signed in is said by a cookie or a bearer header of the test,
/// so that hygiene and plumbing are tried over real HTTP without the accounts' own pages.
/// </summary>
internal sealed class ShellHost : IAsyncDisposable
{
    public const string PersonCookie = "test-person";

    private ShellHost(WebApplication app, TestDb db)
    {
        App = app;
        Db = db;
        BaseAddress = new Uri(app.Urls.First());
        Client = MakeClient();
    }

    public WebApplication App { get; }

    public TestDb Db { get; }

    public Uri BaseAddress { get; }

    /// <summary>Keeps no cookies and follows no redirect.</summary>
    public HttpClient Client { get; }

    public Organization Acme { get; private set; } = null!;

    public Session AdminSession { get; private set; } = null!;

    public static async Task<ShellHost> StartAsync(string environment = "Development", Action<RouteGroupBuilder>? api = null, Action<IServiceCollection>? services = null, string address = "http://127.0.0.1:0", params (string Key, string Value)[] settings)
    {
        var db = await TestDb.CreateAsync();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Admin.Web", EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(address);
        builder.AddWebShell();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(db.Db);
        builder.Services.AddOptions<AccessOptions>();
        builder.Services.AddSingleton<AccessReader>();
        builder.Services.AddSingleton<Access>();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, TestSignIn>("test", null);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseWebShell();
        var group = app.MapApi();
        api?.Invoke(group);
        app.MapWebShell();
        await app.StartAsync();
        var host = new ShellHost(app, db);
        await host.SeedAsync();
        return host;
    }

    /// <summary>A request as the admin of Acme: by the browser's cookie, or by an access token.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, bool cookie = false, bool signedIn = true)
    {
        var request = new HttpRequestMessage(method, path);
        if (signedIn && cookie)
            request.Headers.Add("Cookie", $"{PersonCookie}={AdminSession.PersonId}.{AdminSession.Id}");
        else if (signedIn)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{AdminSession.PersonId}.{AdminSession.Id}");
        return request;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await Db.DisposeAsync();
    }

    private HttpClient MakeClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = BaseAddress };

    private async Task SeedAsync()
    {
        var now = App.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var person = Person.Create("admin@acme.test", "Acme Admin", now);
        (person.NormalizedUserName, person.NormalizedEmail) = ("ADMIN@ACME.TEST", "ADMIN@ACME.TEST");
        Acme = Organization.Create("Acme", "acme", now);
        AdminSession = Session.Create(person, SessionKind.Cookie, "127.0.0.1", "test", now);
        await Db.AddAsync(person, Acme, AdminSession, Membership.Create(Acme.Id, person.Id, Role.OrgAdmin, now));
    }

    private sealed class TestSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var bearer = Request.Headers.Authorization.ToString();
            var isBearer = bearer.StartsWith("Bearer ", StringComparison.Ordinal);
            var text = isBearer ? bearer["Bearer ".Length..] : Request.Cookies[PersonCookie];
            if (text?.Split('.') is not { Length: 2 } parts)
                return Task.FromResult(AuthenticateResult.NoResult());
            Claim[] claims = parts[0] == "service"
                ? [new(ActorClaims.ServiceToken, parts[1]), new(ActorClaims.Organization, Guid.Empty.ToString()), new(ActorClaims.Name, "test service")]
                : [new(ActorClaims.Person, parts[0]), new(ActorClaims.Session, parts[1]), new(ActorClaims.Name, "Acme Admin"), new(ActorClaims.Email, "admin@acme.test")];
            var identity = new ClaimsIdentity(claims, isBearer ? "bearer" : "cookie");
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
