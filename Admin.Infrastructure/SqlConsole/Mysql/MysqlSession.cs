using System.Collections.Concurrent;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>
/// A connection of one run's own: for reading, the session itself is READ ONLY, which stops definitions as well as changes;
/// for a change it has an open transaction that nobody but <see cref="CommitAsync"/> ends well. Closing rolls back.
/// </summary>
internal sealed class MysqlSession : IAsyncDisposable
{
    private const int MaxNotices = 20;
    private const int MaxNoticeLength = 500;
    private const int NotRolledBack = 1196;
    private readonly MySqlDataSource _source;
    private readonly ConcurrentQueue<string> _notices = new();

    private MysqlSession(MySqlDataSource source, MySqlConnection connection) => (_source, Connection) = (source, connection);

    public MySqlConnection Connection { get; }

    public string ServerVersion => Connection.ServerVersion;

    public IReadOnlyList<string> Notices => [.. _notices];

    public static async Task<Result<MysqlSession>> OpenAsync(ConnectionTarget target, bool forChange, TimeSpan limit, CancellationToken ct)
    {
        if (target.Credentials is not { } account)
            return SqlConsoleErrors.CredentialsRefused;
        var source = MysqlDataSource.Create(target, account, limit);
        var session = new MysqlSession(source, source.CreateConnection());
        try
        {
            await session.Connection.OpenAsync(ct);
            var isMariaDb = session.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
            await session.RunAsync(MysqlDataSource.Settings(isMariaDb, forChange, limit), ct);
            session.Connection.InfoMessage += (_, e) => session.Note(e.Errors);
            return session;
        }
        catch (Exception e) when (MysqlFaults.IsExpected(e))
        {
            await session.DisposeAsync();
            return MysqlFaults.OfOpening(e);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs statements of the console's own, never one of a person.</summary>
    public async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Cannot be cancelled: nobody could say then whether the change stands.</summary>
    /// <exception cref="MySqlException">The server refused, and nothing is changed.</exception>
    public async Task<Result> CommitAsync()
    {
        try
        {
            await RunAsync("COMMIT", CancellationToken.None);
            return Result.Ok;
        }
        catch (Exception e) when (MysqlFaults.IsExpected(e) && MysqlFaults.IsLost(e))
        {
            return SqlConsoleErrors.ChangeUncertain;
        }
    }

    /// <summary>Undoes the transaction; whether all of it could be undone.</summary>
    public async Task<bool> RollbackAsync(CancellationToken ct)
    {
        await RunAsync("ROLLBACK", ct);
        await using var command = new MySqlCommand("SHOW WARNINGS", Connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var whole = true;
        while (await reader.ReadAsync(ct))
            whole &= reader.GetInt32(1) != NotRolledBack;
        return whole;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private void Note(IReadOnlyList<MySqlError> errors)
    {
        foreach (var text in errors.Select(e => e.Message).Take(MaxNotices - _notices.Count))
            _notices.Enqueue(text.Length > MaxNoticeLength ? text[..MaxNoticeLength] : text);
    }
}
