using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence.Sqlite;
using Admin.Infrastructure.Persistence.SqlServer;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Persistence;

/// <summary>Opens the context of the configured provider.</summary>
internal sealed class AdminDb : IAdminDb, IDisposable
{
    private readonly Func<TenantScope, AdminDbContext> _open;
    private readonly IWriteGate _gate;
    private readonly IDisposable? _gateToDispose;
    private readonly WriteCount _writes = new();

    public AdminDb(IOptions<DatabaseOptions> options, DataDirectory directory, ILoggerFactory loggers)
    {
        Provider = options.Value.Provider;
        if (Provider == DatabaseProvider.Sqlite)
        {
            var gate = new SqliteWriteGate(_writes);
            var sqlite = Sqlite(SqliteConnectionString(options.Value, directory), loggers);
            (_gate, _gateToDispose) = (gate, gate);
            _open = scope => new SqliteAdminDbContext(sqlite, scope, gate);
        }
        else
        {
            var gate = new OpenWriteGate(_writes);
            _gate = gate;
            var sqlServer = SqlServer(options.Value.ConnectionString!, loggers);
            _open = scope => new SqlServerAdminDbContext(sqlServer, scope, gate);
        }
    }

    public DatabaseProvider Provider { get; }

    public long Writes => _writes.Ended;

    public Task<AdminDbContext> OpenAsync(TenantScope scope, CancellationToken ct) => Task.FromResult(Open(scope));

    public AdminDbContext Open(TenantScope scope) => _open(scope);

    /// <summary>Builds the model of those who see all now, and that of tenants beside what the start does next.</summary>
    public void BuildModels()
    {
        using (var db = Open(TenantScope.All("building the model")))
            _ = db.Model;
        // Whoever needs it first waits for it, and meets its failure if it has one.
        _ = Task.Run(() =>
        {
            using var db = Open(TenantScope.Accounts);
            return db.Model;
        });
    }

    /// <summary>Keeps other writers out for something that no transaction can hold.</summary>
    public ValueTask<IDisposable> EnterAsync(CancellationToken ct) => _gate.EnterAsync(ct);

    public void Dispose() => _gateToDispose?.Dispose();

    public static string SqliteConnectionString(DatabaseOptions options, DataDirectory directory) => new SqliteConnectionStringBuilder(options.ConnectionString)
    {
        DataSource = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource is { Length: > 0 } given ? given : directory.File("admin.db"),
    }.ToString();

    private static DbContextOptions<SqliteAdminDbContext> Sqlite(string connectionString, ILoggerFactory loggers) =>
        new DbContextOptionsBuilder<SqliteAdminDbContext>()
            .UseSqlite(connectionString)
            // A table is rebuilt with PRAGMA foreign_keys off, which no transaction can hold; a kill in between is tested and mended at the next start.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.NonTransactionalMigrationOperationWarning))
            .ReplaceService<IModelCacheKeyFactory, ModelOfScope>()
            .UseLoggerFactory(loggers)
            .AddInterceptors(new SqlitePragmas(), new WriteGateCheck())
            .Options;

    private static DbContextOptions<SqlServerAdminDbContext> SqlServer(string connectionString, ILoggerFactory loggers) =>
        new DbContextOptionsBuilder<SqlServerAdminDbContext>()
            .UseSqlServer(connectionString)
            .ReplaceService<IModelCacheKeyFactory, ModelOfScope>()
            .UseLoggerFactory(loggers)
            .Options;
}
