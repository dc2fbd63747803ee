using System.Net.Sockets;
using System.Security.Authentication;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Npgsql;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>What the driver's exceptions mean to a person.</summary>
internal static class PostgresqlFaults
{
    private const string IdleSessionTimeout = "57P05";
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>Whether a server, a network or a person can have caused it; anything else is a bug and goes on its way.</summary>
    public static bool IsExpected(Exception e) => e is NpgsqlException or OperationCanceledException or IOException or SocketException
        or TimeoutException or AuthenticationException or InvalidOperationException or NotSupportedException;

    public static Error OfOpening(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            SqlConsoleErrors.CredentialsRefused,
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } =>
            SqlConsoleErrors.DatabaseMissing,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => SqlConsoleErrors.TooManyConnections,
        _ when IsAboutTls(e) => SqlConsoleErrors.TlsFailed,
        // The driver's own words, before the server is asked: a way to log in that is not allowed, and a password that is empty.
        NpgsqlException when e.Message.Contains("authentication method is not allowed", StringComparison.Ordinal)
            || e.Message.StartsWith("No password has been provided", StringComparison.Ordinal) => SqlConsoleErrors.CredentialsRefused,
        _ => SqlConsoleErrors.ConnectionFailed,
    };

    /// <param name="sent">The statement that ran, whose places an error counts; null for one of the console's own.</param>
    public static Error OfRun(Exception e, RunLimit limit, SentStatement? sent)
    {
        if (e is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
            return limit.StoppedByServer;
        if (limit.Reason is { } stopped)
            return stopped;
        return e switch
        {
            PostgresException server => OfServer(server, sent),
            // COPY asks for another way of talking with the server.
            NotSupportedException => SqlConsoleErrors.EngineRefused(e.Message.TrimEnd('.')),
            _ => SqlConsoleErrors.ConnectionLost,
        };
    }

    /// <summary>Whether the connection is gone, and not only the statement refused.</summary>
    public static bool IsLost(Exception e) => e is not PostgresException server
        || server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleSessionTimeout or IdleInTransactionTimeout
        || server.SqlState.StartsWith("08", StringComparison.Ordinal);

    private static Error OfServer(PostgresException e, SentStatement? sent)
    {
        var message = (string.IsNullOrEmpty(e.Detail) ? e.MessageText : $"{e.MessageText} ({e.Detail.TrimEnd('.')})").TrimEnd('.');
        return e.SqlState switch
        {
            PostgresErrorCodes.ReadOnlySqlTransaction => SqlConsoleErrors.EngineRefused(message),
            PostgresErrorCodes.InsufficientPrivilege => SqlConsoleErrors.RightsMissing(message),
            PostgresErrorCodes.DeadlockDetected => SqlConsoleErrors.Deadlock,
            PostgresErrorCodes.LockNotAvailable => SqlConsoleErrors.LockWait,
            PostgresErrorCodes.TooManyColumns => SqlConsoleErrors.TooManyColumns,
            _ when IsLost(e) => SqlConsoleErrors.ConnectionLost,
            PostgresErrorCodes.SyntaxError when e.Routine == "exec_parse_message" => SqlConsoleErrors.EngineRefused("only one statement can run at a time"),
            _ => SqlConsoleErrors.StatementFailed(message, Place(e, sent), e.SqlState, string.IsNullOrEmpty(e.Hint) ? null : e.Hint),
        };
    }

    private static int? Place(PostgresException e, SentStatement? sent) => e.Position > 0 ? sent?.OriginalOffsetOfCharacter(e.Position) : null;

    private static bool IsAboutTls(Exception e) =>
        e.Message.StartsWith("SSL connection requested", StringComparison.Ordinal)
        || e.Message.StartsWith("Exception while performing SSL handshake", StringComparison.Ordinal)
        || e is AuthenticationException
        || e.InnerException is AuthenticationException;
}
