using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Forwarding;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Infrastructure.Accounts.Persistence;
using Admin.Infrastructure.Campaigns;
using Admin.Infrastructure.Messaging.Importing;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.Secrets;
using Admin.Infrastructure.SqlConsole;
using Admin.Tests.Domain.RateLimiting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Support;

/// <summary>
/// Two organizations with people in them, on a real database and the real services; only mail, the live channel, the Cloud API
/// and the clock are played.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private World(TestDb db)
    {
        Db = db;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development });
        services.AddSingleton(db.Db);
        services.AddSingleton((AdminDb)db.Db);
        services.AddSingleton<IDiskTraces, DiskTraces>();
        services.AddSingleton(db.Directory);
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IAuditSeal, FixedKeySeal>();
        services.AddSingleton<IRateLimitStore>(new FakeStore(Time));
        services.AddSingleton<IRateSampleChannel, OneNodeSamples>();
        services.AddSingleton<IJobs, LostJobs>();
        services.AddSingleton<IMail>(Mail);
        services.AddSingleton<ILiveChannel, DirectChannel>();
        services.AddSingleton<IWhatsAppClient>(WhatsApp);
        services.AddSingleton<IWhatsAppManagement>(Management);
        services.AddSingleton<ISimulatorControl>(Simulator);
        services.AddSingleton<IForwardReceiver, NoReceiver>();
        services.AddSingleton<IExpiredRows, ExpiredRowsSql>();
        services.AddSingleton<ITotpProtector, PlainTotp>();
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        // Hashing for real would take most of the tests' time.
        services.AddSingleton<IPasswordHasher<Person>>(new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })));
        services.AddScoped(s => db.OpenAsync(TenantScope.Accounts).GetAwaiter().GetResult());
        services.AddAccounts().AddAuditing().AddLive().AddOrganizations().AddSecrets().AddSecretsAdapters().AddSenders().AddRateLimiting().AddSqlConsole().AddSqlConsoleAdapters().AddCampaigns().AddCampaignsAdapters().AddContacts().AddContactImports().AddContactImportAdapters().AddPersonalData();
        _services = services.BuildServiceProvider();
        DomainServices = [.. services.Select(s => s.ServiceType).Where(t => t.Assembly == typeof(Access).Assembly && !t.IsGenericTypeDefinition).Distinct()];
        Get<PublicAddress>().Use(new Uri("https://admin.test"));
    }

    public TestDb Db { get; }

    public FakeTimeProvider Time { get; } = new(Times.Start);

    public FakeMail Mail { get; } = new();

    public FakeWhatsApp WhatsApp { get; } = new();

    public FakeManagement Management { get; } = new();

    public FakeSimulator Simulator { get; } = new();

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public IServiceProvider Services => _services;

    /// <summary>What the domain and its ports registered, for hosts that serve this world over HTTP.</summary>
    public IReadOnlyList<Type> DomainServices { get; }

    public Tenant Acme { get; private set; } = null!;

    public Tenant Globex { get; private set; } = null!;

    /// <summary>A super admin outside every organization, freshly confirmed.</summary>
    public Actor Super { get; private set; } = null!;

    public static async Task<World> CreateAsync()
    {
        var world = new World(await TestDb.CreateAsync());
        await world.Get<SecretKeys>().CheckAsync(CancellationToken.None);
        world.Acme = await Tenant.CreateAsync(world, "Acme", "100000000000001");
        world.Globex = await Tenant.CreateAsync(world, "Globex", "100000000000002");
        world.Super = await world.SuperAdminAsync("super@demo.test");
        return world;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A member with a session of their own.</summary>
    public async Task<Actor> MemberAsync(Organization organization, string email, Role role, bool secondFactor = false)
    {
        var person = NewPerson(email);
        person.TwoFactorEnabled = secondFactor;
        var session = Session.Create(person, SessionKind.Bearer, "192.0.2.7", "test", Now);
        await Db.AddAsync(person, Membership.Create(organization.Id, person.Id, role, Now), session);
        return Actor.ForPerson(person.Id, session.Id, organization.Id, "192.0.2.7");
    }

    /// <summary>Somebody with an account and no organization.</summary>
    public async Task<Actor> PersonAsync(string email)
    {
        var person = NewPerson(email);
        var session = Session.Create(person, SessionKind.Bearer, "192.0.2.8", "test", Now);
        await Db.AddAsync(person, session);
        return Actor.ForPerson(person.Id, session.Id, null, "192.0.2.8");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Db.DisposeAsync();
    }

    private async Task<Actor> SuperAdminAsync(string email)
    {
        var person = NewPerson(email);
        person.MakeSuperAdmin();
        person.TwoFactorEnabled = true;
        var session = Session.Create(person, SessionKind.Cookie, "192.0.2.9", "test", Now);
        await Db.AddAsync(person, session);
        return Actor.ForPerson(person.Id, session.Id, null, "192.0.2.9");
    }

    private Person NewPerson(string email)
    {
        var made = Get<PersonFactory>().Create(email, email.Split('@')[0], Tenant.Password);
        return made.Value;
    }

    private sealed class PlainTotp : ITotpProtector
    {
        public string Protect(string secret) => secret;

        public string Unprotect(string protectedSecret) => protectedSecret;
    }
}
