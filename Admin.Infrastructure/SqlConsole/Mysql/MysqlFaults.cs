using System.Net.Sockets;
using System.Security.Authentication;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>What the driver's exceptions mean to a person.</summary>
internal static class MysqlFaults
{
    // Numbers of the servers' lists that the driver has no names for.
    private const int AccessDeniedNoPassword = 1698;
    private const int MustChangePassword = 1820;
    private const int ReadOnlyMode = 1836;
    private const int PasswordExpired = 1862;
    private const int ConnectionKilled = 1927;
    private const int MariaDbTimeout = 1969;
    private const int MysqlTimeout = 3024;
    private const int SecureTransportRequired = 3159;
    private const int LockNotAvailable = 3572;

    /// <summary>Whether a server, a network or a person can have caused it; anything else is a bug and goes on its way.</summary>
    public static bool IsExpected(Exception e) => e is MySqlException or OperationCanceledException or IOException or SocketException or TimeoutException
        or AuthenticationException or InvalidOperationException or NotSupportedException or InvalidCastException or FormatException or OverflowException;

    public static Error OfOpening(Exception e) => e switch
    {
        MySqlException
        {
            Number: (int)MySqlErrorCode.AccessDenied or (int)MySqlErrorCode.HostNotPrivileged or MustChangePassword or PasswordExpired or AccessDeniedNoPassword,
        } => SqlConsoleErrors.CredentialsRefused,
        MySqlException { Number: (int)MySqlErrorCode.UnknownDatabase or (int)MySqlErrorCode.DatabaseAccessDenied } => SqlConsoleErrors.DatabaseMissing,
        MySqlException { Number: (int)MySqlErrorCode.ConnectionCountError or (int)MySqlErrorCode.TooManyUserConnections or (int)MySqlErrorCode.UserLimitReached } =>
            SqlConsoleErrors.TooManyConnections,
        MySqlException { Number: SecureTransportRequired } => SqlConsoleErrors.TlsFailed,
        _ when IsAboutTls(e) => SqlConsoleErrors.TlsFailed,
        _ => SqlConsoleErrors.ConnectionFailed,
    };

    /// <param name="sent">The statement that ran, whose places an error counts; null for one of the console's own.</param>
    public static Error OfRun(Exception e, RunLimit limit, SentStatement? sent)
    {
        if (e is MySqlException { Number: (int)MySqlErrorCode.QueryInterrupted or (int)MySqlErrorCode.CommandTimeoutExpired or MariaDbTimeout or MysqlTimeout })
            return limit.StoppedByServer;
        if (limit.Reason is { } stopped)
            return stopped;
        return e switch
        {
            MySqlException server when !IsLost(server) => OfServer(server, sent),
            // The driver cannot read a value that its server has sent.
            FormatException or InvalidCastException or OverflowException or NotSupportedException => SqlConsoleErrors.StatementFailed(e.Message.TrimEnd('.')),
            _ => SqlConsoleErrors.ConnectionLost,
        };
    }

    /// <summary>Whether the connection is gone, and not only the statement refused.</summary>
    public static bool IsLost(Exception e) => e is not MySqlException server
        || string.IsNullOrEmpty(server.SqlState)
        || server.InnerException is IOException or SocketException
        || server.Number is (int)MySqlErrorCode.ServerShutdown or ConnectionKilled
        || server.SqlState.StartsWith("08", StringComparison.Ordinal);

    private static Error OfServer(MySqlException e, SentStatement? sent)
    {
        var message = e.Message.TrimEnd('.');
        return e.Number switch
        {
            (int)MySqlErrorCode.CannotExecuteInReadOnlyTransaction or (int)MySqlErrorCode.OptionPreventsStatement or ReadOnlyMode
                or (int)MySqlErrorCode.UnsupportedPreparedStatement => SqlConsoleErrors.EngineRefused(message),
            (int)MySqlErrorCode.LockDeadlock => SqlConsoleErrors.Deadlock,
            (int)MySqlErrorCode.LockWaitTimeout or LockNotAvailable => SqlConsoleErrors.LockWait,
            (int)MySqlErrorCode.TableAccessDenied or (int)MySqlErrorCode.ColumnAccessDenied or (int)MySqlErrorCode.DatabaseAccessDenied
                or (int)MySqlErrorCode.SpecifiedAccessDeniedError or (int)MySqlErrorCode.PrecedureAccessDenied => SqlConsoleErrors.RightsMissing(message),
            (int)MySqlErrorCode.TooManyFields => SqlConsoleErrors.TooManyColumns,
            _ => SqlConsoleErrors.StatementFailed(message, sent is null ? null : MysqlPlace.Find(e.Message, sent), e.SqlState),
        };
    }

    private static bool IsAboutTls(Exception e) =>
        e is AuthenticationException
        || e.InnerException is AuthenticationException
        || e.Message.Contains("SSL", StringComparison.Ordinal)
        || e.Message.Contains("secure connection", StringComparison.OrdinalIgnoreCase);
}
