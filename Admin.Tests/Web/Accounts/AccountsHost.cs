using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Accounts;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Domain.Live;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Support;
using Admin.Web.Api;
using Admin.Web.Composition;
using Admin.Web.Composition.JobsDashboard;
using Admin.Web.Features.Accounts;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.Accounts;

/// <summary>The frame with the real accounts, served by Kestrel over a real database; only the clock is the test's.</summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string Email = "ana@acme.test";
    public const string Password = "correct horse battery";

    private AccountsHost(WebApplication app, TestDb db, FakeTimeProvider time, Organization acme)
    {
        (App, Db, Time, Acme) = (app, db, time, acme);
        BaseAddress = new Uri(app.Urls.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = BaseAddress };
    }

    public WebApplication App { get; }

    public TestDb Db { get; }

    public FakeTimeProvider Time { get; }

    public Uri BaseAddress { get; }

    /// <summary>A program: keeps no cookies and follows no redirect.</summary>
    public HttpClient Client { get; }

    public Organization Acme { get; }

    public static async Task<AccountsHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var db = await TestDb.CreateAsync();
        // Cookies of the test's client live by the real date.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Admin.Web", EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(Settings(settings));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        AddParts(builder, db, time);
        var app = builder.Build();
        await app.Services.GetRequiredService<SecretKeys>().CheckAsync(CancellationToken.None);
        app.UseWebShell();
        app.MapWebShell();
        // Only what this host has services for.
        app.MapApi().MapAuth();
        app.MapSignOut();
        app.MapJobsDashboard();
        var acme = await SeedAsync(app.Services, db, time.GetUtcNow().UtcDateTime);
        await app.StartAsync();
        return new AccountsHost(app, db, time, acme);
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public BrowserDouble NewBrowser() => new(BaseAddress);

    public Task<HttpResponseMessage> PostAsync(string path, object body, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return SendAsync(request, token);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), token);

    public async Task<JsonElement> LoginAsync(string? otp = null)
    {
        var response = await PostAsync("/api/v1/auth/login", new { email = Email, password = Password, otp });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<Actor> ActorAsync()
    {
        var signedIn = (await Get<SignIn>().SignInAsync(Email, Password, null, new SignInOrigin(SessionKind.Cookie, null, null), CancellationToken.None)).Value;
        return Actor.ForPerson(signedIn.Person, signedIn.Session, null, null);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await Db.DisposeAsync();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token)
    {
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Client.SendAsync(request);
    }

    private static void AddParts(WebApplicationBuilder builder, TestDb db, FakeTimeProvider time)
    {
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(db.Db);
        builder.Services.AddScoped(_ => db.OpenAsync(TenantScope.Accounts).Result);
        builder.Services.AddSingleton<IAuditSeal, FixedKeySeal>();
        builder.Services.AddSingleton<ILiveChannel, LocalChannel>();
        builder.Services.AddSingleton<IRateLimitStore>(new FakeStore(time));
        builder.Services.AddSingleton<IRateSampleChannel, OneNodeSamples>();
        builder.Services.AddSingleton(db.Directory);
        builder.Services.AddSecrets().AddSecretsAdapters();
        builder.Services.AddHangfire(hangfire => hangfire.UseInMemoryStorage());
        builder.Services.AddAuditing().AddAccounts().AddAccountsAdapters().AddAdminAuthentication(builder.Environment);
        builder.AddWebShell();
    }

    private static Dictionary<string, string?> Settings((string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var policy in new[] { "auth_login", "auth_register", "auth_refresh" })
            values[$"RateLimits:Policies:{policy}:Limit"] = "1000";
        values["Secrets:Fernet:Keys:0"] = Convert.ToBase64String(new byte[32]).Replace('+', '-').Replace('/', '_');
        foreach (var (key, value) in settings)
            values[key] = value;
        return values;
    }

    private static async Task<Organization> SeedAsync(IServiceProvider services, TestDb db, DateTime now)
    {
        var person = services.GetRequiredService<PersonFactory>().Create(Email, "Ana", Password).Value;
        var acme = Organization.Create("Acme", "acme", now);
        await db.AddAsync(person, acme, Membership.Create(acme.Id, person.Id, Role.OrgAdmin, now));
        return acme;
    }
}
