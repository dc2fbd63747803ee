using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence.Sqlite;
using Admin.Infrastructure.Persistence.SqlServer;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Persistence;

/// <summary>Opens the context of the configured provider.</summary>
internal sealed class AdminDb : IAdminDb, IDisposable
{
    private readonly Func<TenantScope, AdminDbContext> _open;
    private readonly IDisposable? _gate;

    public AdminDb(IOptions<DatabaseOptions> options, DataDirectory directory, ILoggerFactory loggers)
    {
        Provider = options.Value.Provider;
        if (Provider == DatabaseProvider.Sqlite)
        {
            var gate = new SqliteWriteGate();
            var sqlite = Sqlite(SqliteConnectionString(options.Value, directory), loggers);
            _gate = gate;
            _open = scope => new SqliteAdminDbContext(sqlite, scope, gate);
        }
        else
        {
            var gate = new OpenWriteGate();
            var sqlServer = SqlServer(options.Value.ConnectionString!, loggers);
            _open = scope => new SqlServerAdminDbContext(sqlServer, scope, gate);
        }
    }

    public DatabaseProvider Provider { get; }

    public Task<AdminDbContext> OpenAsync(TenantScope scope, CancellationToken ct) => Task.FromResult(Open(scope));

    public AdminDbContext Open(TenantScope scope) => _open(scope);

    public void Dispose() => _gate?.Dispose();

    public static string SqliteConnectionString(DatabaseOptions options, DataDirectory directory) => new SqliteConnectionStringBuilder(options.ConnectionString)
    {
        DataSource = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource is { Length: > 0 } given ? given : directory.File("admin.db"),
    }.ToString();

    private static DbContextOptions<SqliteAdminDbContext> Sqlite(string connectionString, ILoggerFactory loggers) =>
        new DbContextOptionsBuilder<SqliteAdminDbContext>()
            .UseSqlite(connectionString)
            .UseLoggerFactory(loggers)
            .AddInterceptors(new SqlitePragmas(), new WriteGateCheck())
            .Options;

    private static DbContextOptions<SqlServerAdminDbContext> SqlServer(string connectionString, ILoggerFactory loggers) =>
        new DbContextOptionsBuilder<SqlServerAdminDbContext>()
            .UseSqlServer(connectionString)
            .UseLoggerFactory(loggers)
            .Options;
}
