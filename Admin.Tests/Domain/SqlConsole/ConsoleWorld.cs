using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Running;
using Admin.Tests.Infrastructure.SqlConsole.Sqlite;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.SqlConsole;

/// <summary>A <see cref="Support.World"/> in which Acme has a shop database.</summary>
internal sealed class ConsoleWorld : IAsyncDisposable
{
    private ConsoleWorld(World world)
    {
        World = world;
        Shop = new SqliteShop(world.Acme.Id, world.Db.Directory);
    }

    public World World { get; }

    public FakeTimeProvider Time => World.Time;

    public SqliteShop Shop { get; }

    public DataSourceCatalog Sources => World.Get<DataSourceCatalog>();

    public StatementRunner Runner => World.Get<StatementRunner>();

    public ConnectionTests Tests => World.Get<ConnectionTests>();

    public Organization Acme => World.Acme.Organization;

    public Actor Admin => World.Acme.Admin;

    public Actor Support => World.Acme.Support;

    public Actor Manager => World.Acme.Manager;

    public Actor Stranger => World.Globex.Admin;

    public static async Task<ConsoleWorld> CreateAsync() => new(await World.CreateAsync());

    public async Task<DataSource> AddSourceAsync(AccessMode mode = AccessMode.ReadOnly, Func<DataSourceSettings, DataSourceSettings>? more = null)
    {
        var settings = new DataSourceSettings("Sample shop", EngineKind.Sqlite, Database: "shop.db", Mode: mode);
        return (await Sources.CreateAsync(Admin, more?.Invoke(settings) ?? settings, CancellationToken.None)).Value;
    }

    public Task<Result<RunAnswer>> RunAsync(Actor actor, DataSource source, string statement, Func<RunRequest, RunRequest>? more = null)
    {
        var request = new RunRequest(source.Id, statement, QueryParameters.None);
        return Runner.RunAsync(actor, more?.Invoke(request) ?? request, CancellationToken.None);
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(Acme.Id));
        return await db.Set<AuditEntry>().OrderBy(e => e.Sequence).ToListAsync();
    }

    public async Task<IReadOnlyList<QueryRun>> RunsAsync()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(Acme.Id));
        return await db.Set<QueryRun>().OrderBy(r => r.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Shop.Dispose();
        await World.DisposeAsync();
    }
}
