using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>A SQLite file that stands at an earlier migration, for what must come through an upgrade.</summary>
internal sealed class OldDatabase : IDisposable
{
    private readonly DataDirectory _directory = new(Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N")));
    private readonly AdminDb _admin;

    public OldDatabase() => _admin = new AdminDb(Options.Create(new DatabaseOptions()), _directory, NullLoggerFactory.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Source => AdminDb.SqliteConnectionString(new DatabaseOptions(), _directory);

    /// <param name="migration">Null: the newest.</param>
    public async Task MigrateAsync(string? migration = null)
    {
        await using var db = Open(TenantScope.All("test"));
        await db.GetService<IMigrator>().MigrateAsync(migration, Ct);
    }

    /// <summary>Fills it, without the rows that these may refer to.</summary>
    public async Task RunAsync(string sql)
    {
        var source = new SqliteConnectionStringBuilder(Source) { ForeignKeys = false, Pooling = false };
        await using var connection = new SqliteConnection(source.ToString());
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    public AdminDbContext Open(TenantScope scope) => _admin.Open(scope);

    public void Dispose()
    {
        _admin.Dispose();
        using (var pool = new SqliteConnection(Source))
            SqliteConnection.ClearPool(pool);
        Directory.Delete(_directory.FullPath, recursive: true);
    }
}
