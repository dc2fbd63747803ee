using System.Globalization;
using System.Security.Authentication;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>What the driver throws, as errors of the console.</summary>
internal static class SqlServerFailures
{
    private const int CannotEncrypt = 20;
    private const int TimeExpired = -2;
    private const byte ConnectionBroken = 20;

    public static Error OfOpening(Exception exception) => exception switch
    {
        OperationCanceledException => SqlConsoleErrors.Cancelled,
        SqlException e when e.Number == CannotEncrypt || Causes(e).OfType<AuthenticationException>().Any() => SqlConsoleErrors.TlsFailed,
        SqlException e => OfOpening(e.Number),
        _ => SqlConsoleErrors.ConnectionFailed,
    };

    /// <summary>Of a statement. A stopped one is <see cref="SqlConsoleErrors.Cancelled"/>, whoever stopped it here.</summary>
    public static Error OfRunning(Exception exception, string statement, CancellationToken stop) => exception switch
    {
        // The driver says of a cancelled statement what the server said, or that the operation was cancelled: never a code of its own.
        _ when stop.IsCancellationRequested => SqlConsoleErrors.Cancelled,
        SqlException { Number: TimeExpired } => SqlConsoleErrors.Cancelled,
        SqlException e when e.Class >= ConnectionBroken => SqlConsoleErrors.ConnectionLost,
        SqlException e => OfStatement(e.Number, e.Errors[0].Message, Place(statement, e.LineNumber)),
        _ => SqlConsoleErrors.ConnectionLost,
    };

    /// <summary>Whether nobody knows what the server made of it, and it did not only refuse.</summary>
    public static bool IsLost(Exception exception) => exception is InvalidOperationException or IOException or SqlException { Number: TimeExpired } or SqlException { Class: >= ConnectionBroken };

    public static Error OfOpening(int number) => number switch
    {
        18450 or 18451 or 18452 or 18456 or 18458 or 18461 or 18470 or 18486 or 18487 or 18488 => SqlConsoleErrors.CredentialsRefused,
        911 or 916 or 4060 or 4064 => SqlConsoleErrors.DatabaseMissing,
        10928 or 10929 or 17809 or 18459 => SqlConsoleErrors.TooManyConnections,
        _ => SqlConsoleErrors.ConnectionFailed,
    };

    public static Error OfStatement(int number, string message, int? position) => number switch
    {
        229 or 230 or 262 or 297 or 300 or 371 or 916 or 15247 => SqlConsoleErrors.RightsMissing(Sentence(message)),
        1205 => SqlConsoleErrors.Deadlock,
        1222 => SqlConsoleErrors.LockWait,
        _ => SqlConsoleErrors.StatementFailed(Sentence(message), position, number.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>The server names a line, counted from 1: the place of its first character that is not a space.</summary>
    public static int? Place(string statement, int line)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            at = statement.IndexOf('\n', at) + 1;
            if (at == 0)
                return null;
        }
        while (at < statement.Length && char.IsWhiteSpace(statement[at]))
            at++;
        return line > 0 && at < statement.Length ? at : null;
    }

    // The sentence it becomes part of ends with a full stop of its own.
    private static string Sentence(string message) => message.TrimEnd('.', ' ', '\r', '\n');

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
