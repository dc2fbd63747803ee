using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Support;

/// <summary>A real database with the schema of the model, of the test's own; gone after it.</summary>
public sealed class TestDb : IAsyncDisposable
{
    internal const string SqlServerVariable = "ADMIN_TEST_SQLSERVER";

    // Made once for each run of the tests and copied: forty tables with a full sync each would be most of a test's time.
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string _path = NewPath();
    private readonly AdminDb _db;

    private TestDb(DatabaseOptions options)
    {
        Directory = new DataDirectory(_path);
        _db = new AdminDb(Options.Create(options), Directory, NullLoggerFactory.Instance);
    }

    public DataDirectory Directory { get; }

    public IAdminDb Db => _db;

    /// <summary>SQLite.</summary>
    public static async Task<TestDb> CreateAsync()
    {
        var template = await Template.Value;
        var test = new TestDb(new DatabaseOptions());
        File.Copy(template, test.Directory.File("admin.db"));
        return test;
    }

    /// <summary>The provider, or a skip that says which server is not there.</summary>
    public static async Task<TestDb> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
            return await CreateAsync();
        var server = Environment.GetEnvironmentVariable(SqlServerVariable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"SQL Server: {SqlServerVariable} holds no connection string.");
        var own = new SqlConnectionStringBuilder(server) { InitialCatalog = $"admin_test_{Guid.CreateVersion7():N}" };
        var test = new TestDb(new DatabaseOptions { Provider = provider, ConnectionString = own.ConnectionString });
        await using var db = test._db.Open(TenantScope.All("test schema"));
        await db.Database.MigrateAsync();
        return test;
    }

    public Task<AdminDbContext> OpenAsync(TenantScope scope) => _db.OpenAsync(scope, CancellationToken.None);

    /// <summary>Adds and saves the rows, seeing all tenants.</summary>
    public async Task AddAsync(params object[] rows)
    {
        await using var db = _db.Open(TenantScope.All("test data"));
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_db.Provider == DatabaseProvider.SqlServer)
        {
            await using var db = _db.Open(TenantScope.All("test end"));
            await db.Database.EnsureDeletedAsync();
        }

        _db.Dispose();
        using (var pool = new SqliteConnection(AdminDb.SqliteConnectionString(new DatabaseOptions(), Directory)))
            SqliteConnection.ClearPool(pool);
        System.IO.Directory.Delete(_path, recursive: true);
    }

    private static string NewPath() => Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N"));

    private static async Task<string> MakeTemplateAsync()
    {
        var directory = new DataDirectory(NewPath());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(directory.FullPath, recursive: true);
        using var made = new AdminDb(Options.Create(new DatabaseOptions { ConnectionString = "Pooling=False" }), directory, NullLoggerFactory.Instance);
        // Not pooled: the last connection to close folds the write-ahead log into the file that is copied.
        await using var db = made.Open(TenantScope.All("test schema"));
        await db.Database.MigrateAsync();
        return directory.File("admin.db");
    }
}
