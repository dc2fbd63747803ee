using System.Collections.Concurrent;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>
/// A connection of one run's own, inside an open transaction: READ ONLY for reading, and for a change one that nobody but
/// <see cref="CommitAsync"/> ends well. Closing rolls back.
/// </summary>
internal sealed class PostgresqlSession : IAsyncDisposable
{
    private const int FirstThatWatchesConnections = 14;
    private const int MaxNotices = 20;
    private const int MaxNoticeLength = 500;
    private readonly NpgsqlDataSource _source;
    private readonly ConcurrentQueue<string> _notices = new();

    private PostgresqlSession(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        (_source, Connection) = (source, connection);
        connection.Notice += (_, e) => Note(e.Notice.MessageText);
    }

    public NpgsqlConnection Connection { get; }

    public string ServerVersion => Connection.PostgresParameters.GetValueOrDefault("server_version", "");

    public IReadOnlyList<string> Notices => [.. _notices];

    public static async Task<Result<PostgresqlSession>> OpenAsync(ConnectionTarget target, bool forChange, TimeSpan limit, CancellationToken ct)
    {
        if (target.Credentials is not { } account)
            return SqlConsoleErrors.CredentialsRefused;
        var source = PostgresqlDataSource.Create(target, account, readOnly: !forChange, limit);
        var session = new PostgresqlSession(source, source.CreateConnection());
        try
        {
            await session.Connection.OpenAsync(ct);
            await session.RunAsync($"{session.Settings()}BEGIN {(forChange ? "READ WRITE" : "READ ONLY")}", ct);
            return session;
        }
        catch (Exception e) when (PostgresqlFaults.IsExpected(e))
        {
            await session.DisposeAsync();
            return PostgresqlFaults.OfOpening(e);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a statement of the console's own, never one of a person.</summary>
    public async Task RunAsync(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Cannot be cancelled: nobody could say then whether the change stands.</summary>
    /// <exception cref="PostgresException">The server refused, as for a constraint that is checked last, and nothing is changed.</exception>
    public async Task<Result> CommitAsync()
    {
        try
        {
            await RunAsync("COMMIT", CancellationToken.None);
            return Result.Ok;
        }
        catch (Exception e) when (PostgresqlFaults.IsExpected(e) && PostgresqlFaults.IsLost(e))
        {
            return SqlConsoleErrors.ChangeUncertain;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private string Settings()
    {
        // A cancellation that comes between two messages is lost, and the connection is then closed: the server is to notice.
        var watch = Connection.PostgreSqlVersion.Major >= FirstThatWatchesConnections ? "SET client_connection_check_interval = 1000; " : "";
        // A database without an encoding may hold any bytes; checked against UTF-8 they would be an error instead of a value.
        var bytes = Connection.PostgresParameters.GetValueOrDefault("server_encoding") == "SQL_ASCII" ? "SET client_encoding = 'SQL_ASCII'; " : "";
        return watch + bytes;
    }

    private void Note(string text)
    {
        if (_notices.Count < MaxNotices)
            _notices.Enqueue(text.Length > MaxNoticeLength ? text[..MaxNoticeLength] : text);
    }
}
