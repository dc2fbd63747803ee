using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Domain.Live;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.Secrets;

/// <summary>The secrets feature on a real SQLite database with two organizations, their people, and its own key file.</summary>
internal sealed class SecretsFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SecretsFixture(TestDb db, Action<IServiceCollection>? more, IReadOnlyDictionary<string, string?> settings)
    {
        Db = db;
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(db.Db)
            .AddSingleton(db.Directory)
            .AddSingleton<IAuditSeal, FixedKeySeal>()
            .AddSingleton<IHostEnvironment>(Environment)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddOptions()
            .AddSingleton<AccessReader>()
            .AddSingleton<Access>()
            .AddAuditing()
            .AddMetrics()
            .AddSingleton<ILiveChannel, LocalChannel>()
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddSingleton<IMail>(new FakeMail())
            .AddSingleton<IRateLimitStore>(new FakeStore(Time))
            .AddSingleton<IRateSampleChannel, OneNodeSamples>()
            .AddRateLimiting()
            .AddSecrets()
            .AddSecretsAdapters();
        more?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public TestDb Db { get; }

    public LogCapture Log { get; } = new();

    public FakeTimeProvider Time { get; } = new(Times.Start);

    public FakeEnvironment Environment { get; } = new();

    public Organization Acme { get; } = Organization.Create("Acme", "acme", Times.Now);

    public Organization Globex { get; } = Organization.Create("Globex", "globex", Times.Now);

    public Actor Admin { get; private set; } = null!;

    public Actor Support { get; private set; } = null!;

    public Actor Outsider { get; private set; } = null!;

    public SecretService Service => Get<SecretService>();

    public SecretUsage Usage => Get<SecretUsage>();

    public SecretKeys Keys => Get<SecretKeys>();

    public static async Task<SecretsFixture> CreateAsync(Action<IServiceCollection>? more = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var fixture = new SecretsFixture(await TestDb.CreateAsync(), more, settings ?? new Dictionary<string, string?>());
        await fixture.Db.AddAsync(fixture.Acme, fixture.Globex);
        fixture.Admin = await fixture.AddPersonAsync("admin@acme.test", fixture.Acme, Role.OrgAdmin);
        fixture.Support = await fixture.AddPersonAsync("support@acme.test", fixture.Acme, Role.Support);
        fixture.Outsider = await fixture.AddPersonAsync("admin@globex.test", fixture.Globex, Role.OrgAdmin);
        await fixture.Keys.CheckAsync(CancellationToken.None);
        return fixture;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Somebody who signed in just now.</summary>
    public async Task<Actor> AddPersonAsync(string email, Organization organization, Role role)
    {
        var person = Person.Create(email, email, Now);
        person.NormalizedEmail = person.NormalizedUserName = email.ToUpperInvariant();
        var session = Session.Create(person, SessionKind.Cookie, "127.0.0.1", "test", Now);
        await Db.AddAsync(person, session, Membership.Create(organization.Id, person.Id, role, Now));
        return Actor.ForPerson(person.Id, session.Id, organization.Id, "127.0.0.1");
    }

    public async Task<SecretView> AddAsync(string name = "API_KEY", string value = "s3cr3t", Action<SecretDraft>? see = null, SecretDraft? draft = null)
    {
        var made = draft ?? new SecretDraft(name, new SecretInput(value));
        see?.Invoke(made);
        var created = await Service.CreateAsync(Admin, made, CancellationToken.None);
        Assert.Null(created.Error);
        return created.Value;
    }

    public async Task<Chatbot> AddChatbotAsync(Organization organization, string name = "Sales")
    {
        var chatbot = Chatbot.Create(organization.Id, name, null, Times.Now);
        await Db.AddAsync(chatbot);
        return chatbot;
    }

    /// <summary>One that reads these secrets, or those of these chatbots.</summary>
    public Task<Actor> AddTokenAsync(params Guid[] readable) => AddTokenAsync([ServiceTokenScopes.SecretsRead], readable);

    public async Task<Actor> AddTokenAsync(IReadOnlyList<string> scopes, params Guid[] readable)
    {
        var token = ServiceToken.Create(Acme.Id, "worker", Guid.CreateVersion7().ToString("N"), "adm_st_", Admin.Person!.Value, Times.Now, Times.Now.AddDays(30)).Limited(scopes, readable, []);
        await Db.AddAsync(token);
        return Actor.ForServiceToken(token.Id, Acme.Id, "worker", "127.0.0.1");
    }

    public async Task<List<AuditEntry>> AuditAsync(Organization? organization = null)
    {
        await using var db = await Db.OpenAsync(TenantScope.For((organization ?? Acme).Id));
        return await db.Set<AuditEntry>().OrderBy(e => e.Sequence).ToListAsync();
    }

    /// <summary>What stands in the row of a version.</summary>
    public async Task<byte[]> CiphertextAsync(SecretId secret, int number)
    {
        await using var db = await Db.OpenAsync(TenantScope.For(Acme.Id));
        return (await db.Set<SecretVersion>().SingleAsync(v => v.SecretId == secret && v.Number == number)).Ciphertext;
    }

    /// <summary>Changes stored rows as somebody with access to the database could.</summary>
    public async Task ChangeRowsAsync(FormattableString sql)
    {
        await using var db = await Db.OpenAsync(TenantScope.All("a test's attack on the rows"));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        Assert.NotEqual(0, await db.Database.ExecuteSqlAsync(sql));
        await write.CommitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Db.DisposeAsync();
    }

    internal sealed class FakeEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "Admin";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }

    /// <summary>Everything that was logged, with the values of the messages' parameters.</summary>
    internal sealed class LogCapture : ILoggerProvider
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = [];

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => new Writer(_lines);

        public void Dispose()
        {
        }

        private sealed class Writer(System.Collections.Concurrent.ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "";
                lines.Enqueue($"{formatter(state, exception)} {values} {exception}");
            }
        }
    }
}
