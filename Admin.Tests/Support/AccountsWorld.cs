using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Infrastructure.Accounts;
using Admin.Infrastructure.Accounts.Persistence;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Domain.Live;
using Admin.Tests.Domain.RateLimiting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Support;

/// <summary>The accounts' services over a real database, with a clock that stands until a test moves it.</summary>
internal sealed class AccountsWorld : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly ServiceProvider _services;

    private AccountsWorld(TestDb db, ServiceProvider services, FakeTimeProvider time, MailDouble mail)
    {
        (Db, _services, Time, Mail) = (db, services, time, mail);
    }

    public TestDb Db { get; }

    public FakeTimeProvider Time { get; }

    public MailDouble Mail { get; }

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <param name="settings">Over the usual ones, where sign-ins are not limited.</param>
    public static Task<AccountsWorld> CreateAsync(params (string Key, string Value)[] settings) =>
        CreateAsync(DatabaseProvider.Sqlite, null, settings);

    /// <param name="around">Puts something between the services and the database.</param>
    public static async Task<AccountsWorld> CreateAsync(DatabaseProvider provider, Func<IAdminDb, IAdminDb>? around = null, params (string Key, string Value)[] settings)
    {
        var db = await TestDb.CreateAsync(provider);
        var services = new ServiceCollection();
        var (time, mail) = (new FakeTimeProvider(Times.Start), new MailDouble());
        services.AddLogging();
        services.AddSingleton<IConfiguration>(Configuration(settings));
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(around?.Invoke(db.Db) ?? db.Db);
        services.AddScoped(s => db.OpenAsync(TenantScope.Accounts).Result);
        services.AddSingleton<IAuditSeal, FixedKeySeal>();
        services.AddSingleton<ILiveChannel, LocalChannel>();
        services.AddSingleton<IRateLimitStore>(new FakeStore(time));
        services.AddSingleton<IRateSampleChannel, OneNodeSamples>();
        services.AddSingleton<IMail>(mail);
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddSingleton<IExpiredRows, ExpiredRowsSql>();
        services.AddSingleton<ITotpProtector, TotpProtector>();
        services.AddAuditing().AddAccounts();
        var built = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        built.GetRequiredService<PublicAddress>().Use(new Uri("https://admin.example/"));
        return new AccountsWorld(db, built, time, mail);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<Person> AddPersonAsync(string email = "ana@acme.test")
    {
        var person = Get<PersonFactory>().Create(email, "Ana", Password).Value;
        await Db.AddAsync(person);
        return person;
    }

    public Task<Result<SignedIn>> SignInAsync(string email = "ana@acme.test", string password = Password, string? code = null, SessionKind kind = SessionKind.Bearer) =>
        Get<SignIn>().SignInAsync(email, password, code, new SignInOrigin(kind, "192.0.2.7", "test"), CancellationToken.None);

    public async Task<Actor> SignedInAsync(string email = "ana@acme.test", string? code = null)
    {
        var signedIn = (await SignInAsync(email, code: code, kind: SessionKind.Cookie)).Value;
        return Actor.ForPerson(signedIn.Person, signedIn.Session, null, "192.0.2.7");
    }

    /// <summary>Enrols an authenticator app: its secret, and the recovery codes. The clock moves on, so that the first code is used up.</summary>
    public async Task<(string Secret, IReadOnlyList<string> Codes)> EnrolAsync(Actor actor)
    {
        var offer = (await Get<SecondFactor>().OfferAsync(actor, CancellationToken.None)).Value;
        var codes = (await Get<SecondFactor>().EnableAsync(actor, Totp.CodeAt(offer.Secret, Now), CancellationToken.None)).Value;
        Time.Advance(TimeSpan.FromSeconds(60));
        return (offer.Secret, codes);
    }

    public async Task<bool> IsAliveAsync(Actor actor)
    {
        // Past the cache, which is at most 10 s.
        Time.Advance(TimeSpan.FromSeconds(1));
        Get<Access>().ForgetAll();
        return await Get<Sessions>().IsAliveAsync(actor.Person!.Value, actor.Session!.Value, CancellationToken.None);
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(string action)
    {
        await using var db = await Db.OpenAsync(TenantScope.All("test"));
        return await db.Set<AuditEntry>().Where(e => e.OrganizationId == OrganizationId.Platform && e.Action == action).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Db.DisposeAsync();
    }

    private static IConfigurationRoot Configuration((string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Accounts:AllowRegistration"] = "true" };
        foreach (var policy in new[] { "auth_login", "auth_register", "auth_refresh" })
            values[$"RateLimits:Policies:{policy}:Limit"] = "1000";
        foreach (var (key, value) in settings)
            values[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}

/// <summary>Keeps what would be mailed.</summary>
internal sealed class MailDouble : IMail
{
    public bool IsConfigured { get; set; } = true;

    public List<OutgoingMail> Posted { get; } = [];

    public void Post(OutgoingMail mail) => Posted.Add(mail);
}
