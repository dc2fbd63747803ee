using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Persistence;

/// <summary>
/// SQLite overwrites what it deletes (<c>secure_delete</c>), but its log still holds the pages as they were: it is folded into the file
/// and emptied. SQL Server's log and backups are its operator's to keep or to shred.
/// </summary>
internal sealed class DiskTraces(AdminDb adminDb) : IDiskTraces
{
    // A reader of an older state keeps the log; everybody who writes would wait with us.
    private const string Truncate = "PRAGMA busy_timeout=500; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout=10000;";

    public async Task RemoveAsync(CancellationToken ct)
    {
        if (adminDb.Provider != DatabaseProvider.Sqlite)
            return;
        using var alone = await adminDb.EnterAsync(ct);
        await using var db = adminDb.Open(TenantScope.All("the log of the whole database is emptied"));
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Truncate;
        await command.ExecuteNonQueryAsync(ct);
    }
}
