using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>
/// A connection of one run's own, opened for reading and armed: read-only file, query_only, no trust in the file's schema,
/// lower limits, the authorizer, and a handler that stops the statement as soon as the token is cancelled.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int InstructionsBetweenLooks = 1_000;
    private const int LargestValue = 20 * 1024 * 1024;
    private const int BusyMilliseconds = 1_000;
    private readonly SqliteConnection _connection;

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    public sqlite3 Handle => _connection.Handle!;

    public string ServerVersion => _connection.ServerVersion;

    /// <exception cref="SqliteException">The file is not a database or cannot be read.</exception>
    public static SqliteSession Open(string path, CancellationToken ct)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        var connection = new SqliteConnection(connectionString.ToString());
        try
        {
            connection.Open();
            Prepare(connection);
            var session = new SqliteSession(connection);
            session.Limit(ct);
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only = 1; PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1; SELECT count(*) FROM sqlite_schema;";
        command.ExecuteScalar();
    }

    private void Limit(CancellationToken ct)
    {
        raw.sqlite3_busy_timeout(Handle, BusyMilliseconds);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, LargestValue);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_progress_handler(Handle, InstructionsBetweenLooks, _ => ct.IsCancellationRequested ? 1 : 0, null);
        SqliteAuthorizer.Arm(Handle);
    }
}
