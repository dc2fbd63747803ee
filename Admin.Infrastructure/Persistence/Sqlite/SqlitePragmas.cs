using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Admin.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Per connection: an intent must survive a power cut (FULL), references are checked, a lock of another process is waited for, and what
/// is deleted is overwritten, because it may be somebody's data.
/// A connection that comes back from the pool still has what it was told once.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=10000; PRAGMA secure_delete=ON;";

    private readonly ConditionalWeakTable<sqlite3, object> _told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (IsTold(connection))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Note(connection);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (IsTold(connection))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Note(connection);
    }

    private bool IsTold(DbConnection connection) => _told.TryGetValue(Physical(connection), out _);

    private void Note(DbConnection connection) => _told.AddOrUpdate(Physical(connection), this);

    // The handle is the same object for as long as the pool keeps the physical connection.
    private static sqlite3 Physical(DbConnection connection) => ((SqliteConnection)connection).Handle!;
}
