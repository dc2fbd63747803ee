using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.Sqlite;
using Admin.Infrastructure.SqlConsole.SqlServer;
using Admin.Tests.Domain.Live;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Infrastructure.SqlConsole.Sqlite;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.SqlConsole;

/// <summary>Acme and Globex with people, a shop database and the console's services over a real database.</summary>
internal sealed class ConsoleWorld : IAsyncDisposable
{
    private readonly TestDb _test;
    private readonly Dictionary<string, Actor> _actors = [];
    private readonly RateOverrides _overrides;
    private readonly RateLimiter _limiter;

    private ConsoleWorld(TestDb test)
    {
        _test = test;
        _overrides = new RateOverrides(test.Db, Time);
        _limiter = Limiter();
        var access = new Access(new AccessReader(test.Db, Time, Options.Create(new AccessOptions())), test.Db, Time);
        var audit = new AuditLog(new FixedKeySeal(), Time);
        Acme = Organization.Create("Acme", "acme", Times.Now);
        Globex = Organization.Create("Globex", "globex", Times.Now);
        Shop = new SqliteShop(Acme.Id, test.Directory);
        var engines = new EngineCatalog([new SqliteEngine(Shop.Files, TimeProvider.System)]);
        // SQLite files have neither host nor password.
        var targets = new TargetResolver(engines, gate: null!, secrets: null!);
        Sources = new DataSourceCatalog(test.Db, access, audit, engines, Time);
        Runner = new StatementRunner(test.Db, access, _limiter, audit, new StatementGuard(new ScriptDomParser()), engines, targets);
        Tests = new ConnectionTests(test.Db, access, engines, targets);
    }

    public FakeTimeProvider Time { get; } = new(Times.Start);

    public Organization Acme { get; }

    public Organization Globex { get; }

    public SqliteShop Shop { get; }

    public DataSourceCatalog Sources { get; }

    public StatementRunner Runner { get; }

    public ConnectionTests Tests { get; }

    public Actor Admin => _actors["admin"];

    public Actor Support => _actors["support"];

    public Actor Manager => _actors["manager"];

    public Actor Stranger => _actors["stranger"];

    public static async Task<ConsoleWorld> CreateAsync()
    {
        var world = new ConsoleWorld(await TestDb.CreateAsync());
        await world._test.AddAsync(world.Acme, world.Globex);
        await world.JoinAsync("admin", world.Acme, Role.OrgAdmin);
        await world.JoinAsync("support", world.Acme, Role.Support);
        await world.JoinAsync("manager", world.Acme, Role.Manager);
        await world.JoinAsync("stranger", world.Globex, Role.OrgAdmin);
        return world;
    }

    public async Task<DataSource> AddSourceAsync(AccessMode mode = AccessMode.ReadOnly)
    {
        var settings = new DataSourceSettings("Sample shop", EngineKind.Sqlite, Database: "shop.db", Mode: mode);
        return (await Sources.CreateAsync(Admin, settings, CancellationToken.None)).Value;
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var db = await _test.OpenAsync(TenantScope.For(Acme.Id));
        return await db.Set<AuditEntry>().OrderBy(e => e.Sequence).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Shop.Dispose();
        _limiter.Dispose();
        _overrides.Dispose();
        await _test.DisposeAsync();
    }

    private RateLimiter Limiter()
    {
        var options = new RateLimitOptions { LocalCountersPerPolicy = 100 };
        return new RateLimiter(
            new RatePolicies(new FixedOptions<RateLimitOptions>(options), NullLogger<RatePolicies>.Instance),
            _overrides,
            new FakeStore(Time),
            new RateBreaker(Time),
            new RateMeter(),
            new RateTallies(Time),
            new LocalChannel(),
            Options.Create(options),
            Time,
            NullLogger<RateLimiter>.Instance);
    }

    private async Task JoinAsync(string name, Organization organization, Role role)
    {
        var person = Person.Create($"{name}@{organization.Slug}.test", name, Times.Now);
        person.NormalizedUserName = person.NormalizedEmail = person.Email!.ToUpperInvariant();
        var session = Session.Create(person, SessionKind.Cookie, null, null, Times.Now);
        await _test.AddAsync(person, session, Membership.Create(organization.Id, person.Id, role, Times.Now));
        _actors[name] = Actor.ForPerson(person.Id, session.Id, organization.Id, "127.0.0.1");
    }
}
