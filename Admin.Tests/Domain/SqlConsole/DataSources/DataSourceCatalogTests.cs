using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;

namespace Admin.Tests.Domain.SqlConsole.DataSources;

public sealed class DataSourceCatalogTests : IAsyncLifetime
{
    private ConsoleWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await ConsoleWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_ByAdmin_ShowsInTheListOfSupport()
    {
        var made = await _world.AddSourceAsync();

        var page = (await _world.Sources.ListAsync(_world.Support, new PageRequest(), CancellationToken.None)).Value;

        Assert.Equal((1, made.Id), (page.Total, page.Items.Single().Id));
        Assert.Contains(await _world.AuditAsync(), e => e.Action == "data_source.created" && e.SubjectId == made.Id.ToString());
    }

    [Fact]
    public async Task Create_SameNameInOtherCase_IsAConflict()
    {
        await _world.AddSourceAsync();

        var result = await CreateAsync(new DataSourceSettings(" SAMPLE shop ", EngineKind.Sqlite, Database: "shop.db"));

        Assert.Equal((ErrorKind.Conflict, "data_source_name_taken"), (result.Error!.Kind, result.Error.Code));
    }

    [Fact]
    public async Task Create_ServerWithoutAHost_AsksForIt() =>
        Assert.Equal("host_required", (await CreateAsync(new DataSourceSettings("x", EngineKind.Postgresql, Database: "db"))).Error!.Code);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../admin.db")]
    [InlineData("a/../../b.db")]
    [InlineData("a\\b.db")]
    public async Task Create_PathThatLeadsOut_IsInvalid(string path) =>
        Assert.Equal("database_path_invalid", (await CreateAsync(new DataSourceSettings("x", EngineKind.Sqlite, Database: path))).Error!.Code);

    [Fact]
    public async Task Create_Nothing_NamesEveryMissingField()
    {
        var error = (await CreateAsync(new DataSourceSettings())).Error!;

        Assert.Equal(["name", "database", "engine"], error.Others.Prepend(error).Select(e => e.Field));
    }

    [Fact]
    public async Task Create_BySupport_IsForbidden()
    {
        var result = await _world.Sources.CreateAsync(_world.Support, new DataSourceSettings("x", EngineKind.Sqlite, Database: "shop.db"), CancellationToken.None);

        Assert.Equal(ErrorKind.Forbidden, result.Error!.Kind);
    }

    [Fact]
    public async Task Change_WithTheSeenStamp_ChangesOnlyWhatIsNamed()
    {
        var made = await _world.AddSourceAsync();

        var changed = (await _world.Sources.ChangeAsync(_world.Admin, made.Id, made.Stamp, new DataSourceSettings(Environment: DataSourceEnvironment.Production), CancellationToken.None)).Value;

        Assert.Equal((made.Name, made.Database, DataSourceEnvironment.Production), (changed.Name, changed.Database, changed.Environment));
        Assert.NotEqual(made.Stamp, changed.Stamp);
    }

    [Fact]
    public async Task Change_WithAnOldStamp_IsRefused()
    {
        var made = await _world.AddSourceAsync();
        await _world.Sources.ChangeAsync(_world.Admin, made.Id, made.Stamp, new DataSourceSettings("First"), CancellationToken.None);

        var second = await _world.Sources.ChangeAsync(_world.Admin, made.Id, made.Stamp, new DataSourceSettings("Second"), CancellationToken.None);

        Assert.Equal(ErrorKind.PreconditionFailed, second.Error!.Kind);
        Assert.Equal("First", (await _world.Sources.GetAsync(_world.Admin, made.Id, CancellationToken.None)).Value.Name);
    }

    [Fact]
    public async Task AnyMethod_OnAnotherOrganizationsSource_IsNotFound()
    {
        var made = await _world.AddSourceAsync();

        Assert.Equal(ErrorKind.NotFound, (await _world.Sources.GetAsync(_world.Stranger, made.Id, CancellationToken.None)).Error!.Kind);
        Assert.Equal(ErrorKind.NotFound, (await _world.Sources.ChangeAsync(_world.Stranger, made.Id, made.Stamp, new DataSourceSettings("x"), CancellationToken.None)).Error!.Kind);
        Assert.Equal(ErrorKind.NotFound, (await _world.Sources.DeleteAsync(_world.Stranger, made.Id, CancellationToken.None)).Error!.Kind);
        Assert.Equal(ErrorKind.NotFound, (await _world.Tests.TestAsync(_world.Stranger, made.Id, CancellationToken.None)).Error!.Kind);
        Assert.Empty((await _world.Sources.ListAsync(_world.Stranger, new PageRequest(), CancellationToken.None)).Value.Items);
    }

    [Fact]
    public async Task Delete_Existing_RemovesItAndRecordsIt()
    {
        var made = await _world.AddSourceAsync();

        await _world.Sources.DeleteAsync(_world.Admin, made.Id, CancellationToken.None);

        Assert.Equal("data_source_not_found", (await _world.Sources.GetAsync(_world.Admin, made.Id, CancellationToken.None)).Error!.Code);
        Assert.Contains(await _world.AuditAsync(), e => e.Action == "data_source.deleted");
    }

    private Task<Result<DataSource>> CreateAsync(DataSourceSettings settings) => _world.Sources.CreateAsync(_world.Admin, settings, CancellationToken.None);
}
