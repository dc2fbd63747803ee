using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Persistence;

/// <summary>Brings the schema up to date at start, or says what is missing.</summary>
internal sealed class DatabaseMigrator(AdminDb adminDb, IOptions<DatabaseOptions> options, DataDirectory directory, ILogger<DatabaseMigrator> log)
{
    private static readonly TenantScope Scope = TenantScope.All("schema migration");

    /// <exception cref="DatabaseNotReadyException">SQL Server has pending migrations, and migrating at start is off.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = adminDb.Open(Scope);
        adminDb.BuildModels();
        if (adminDb.Provider == DatabaseProvider.Sqlite)
        {
            // The lock is the operating system's: it goes with the process, however that ends. So a row in the lock table
            // that is there once we hold it was left behind by a killed migration.
            await using var held = await HoldAsync(ct);
            await ClearStaleLockAsync(db, ct);
            await MigrateAsync(db, ct);
        }
        else if (options.Value.MigrateOnStart)
        {
            await MigrateAsync(db, ct);
        }
        else
        {
            var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
            if (pending.Count > 0)
                throw new DatabaseNotReadyException(pending);
        }
    }

    private async Task MigrateAsync(AdminDbContext db, CancellationToken ct)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count == 0)
            return;
        log.LogInformation("Applying {Count} migrations, last {Last}", pending.Count, pending[^1]);
        await db.Database.MigrateAsync(ct);
    }

    private async Task<FileStream> HoldAsync(CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(directory.File("migrate.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
            }
        }
    }

    private static async Task ClearStaleLockAsync(AdminDbContext db, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if ((long)(await command.ExecuteScalarAsync(ct))! == 0)
            return;
        command.CommandText = "DELETE FROM \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>The database lacks migrations and must not be migrated by itself.</summary>
public sealed class DatabaseNotReadyException(IReadOnlyList<string> pending) : CannotStartException(
    $"The database lacks {pending.Count} migrations: {string.Join(", ", pending)}. Apply them with the migration script (docs/operations.md), or set Database:MigrateOnStart.")
{
    public IReadOnlyList<string> Pending => pending;
}
