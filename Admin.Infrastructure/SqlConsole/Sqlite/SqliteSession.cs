using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>
/// A connection of one run's own. For reading it is armed with a read-only file and query_only; for a change with an open
/// transaction that nobody but <see cref="Commit"/> ends well. Both have no trust in the file's schema, lower limits, the
/// authorizer, and a handler that stops the statement as soon as the token is cancelled.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int InstructionsBetweenLooks = 1_000;
    private const int LargestValue = 20 * 1024 * 1024;
    private const int BusyMilliseconds = 1_000;

    // SQLITE_DBCONFIG_DQS_DML of sqlite3.h, which the binding does not name.
    private const int DoubleQuotedTexts = 1013;
    private readonly SqliteConnection _connection;

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    public sqlite3 Handle => _connection.Handle!;

    public string ServerVersion => _connection.ServerVersion;

    /// <exception cref="SqliteException">The file is not a database or cannot be read.</exception>
    public static SqliteSession OpenToRead(string path, CancellationToken ct) =>
        Open(path, SqliteOpenMode.ReadOnly, "PRAGMA query_only = 1", SqliteAuthorizer.ForReading, ct);

    /// <summary>Opens for one change, inside a transaction that is rolled back unless <see cref="Commit"/> ends it.</summary>
    /// <exception cref="SqliteException">The file is not a database, cannot be written, or somebody else is writing.</exception>
    public static SqliteSession OpenToChange(string path, CancellationToken ct) =>
        Open(path, SqliteOpenMode.ReadWrite, "BEGIN IMMEDIATE", SqliteAuthorizer.ForChanging, ct);

    /// <exception cref="SqliteException">The disk refused; nothing is changed.</exception>
    public void Commit()
    {
        SqliteAuthorizer.Disarm(Handle);
        raw.sqlite3_progress_handler(Handle, 0, null, null);
        Run("COMMIT");
    }

    // Closing rolls an open transaction back.
    public void Dispose() => _connection.Dispose();

    private static SqliteSession Open(string path, SqliteOpenMode mode, string begin, strdelegate_authorizer authorizer, CancellationToken ct)
    {
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var session = new SqliteSession(new SqliteConnection(connectionString.ToString()));
        try
        {
            session._connection.Open();
            raw.sqlite3_busy_timeout(session.Handle, BusyMilliseconds);
            session.Run($"PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1; {begin}; SELECT count(*) FROM sqlite_schema;");
            session.Limit(authorizer, ct);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Limit(strdelegate_authorizer authorizer, CancellationToken ct)
    {
        // "x" is a name and never silently a text: the guard reads it so, and WHERE "x" = "x" must not be true of every row.
        raw.sqlite3_db_config(Handle, DoubleQuotedTexts, 0, out _);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_LENGTH, LargestValue);
        raw.sqlite3_limit(Handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_progress_handler(Handle, InstructionsBetweenLooks, _ => ct.IsCancellationRequested ? 1 : 0, null);
        raw.sqlite3_set_authorizer(Handle, authorizer, null);
    }
}
