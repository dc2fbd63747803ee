using System.Globalization;
using System.Security.Authentication;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>What the driver throws, as errors of the console.</summary>
internal static class MongoFailures
{
    /// <summary>Of a connection that did not come about.</summary>
    public static Error OfOpening(Exception exception, MongoCertificateCheck? certificates)
    {
        var causes = Causes(exception).ToList();
        if (causes.OfType<MongoAuthenticationException>().Any())
            return SqlConsoleErrors.CredentialsRefused;
        if (causes.OfType<AuthenticationException>().Any())
            return SqlConsoleErrors.TlsFailed;
        // Whoever answers a TLS greeting with something else, or hangs up on it, does not speak TLS.
        var hungUp = certificates is { Agreed: false } && causes.OfType<IOException>().Any();
        return hungUp ? SqlConsoleErrors.TlsFailed : OfAnswer(exception) ?? SqlConsoleErrors.ConnectionFailed;
    }

    /// <summary>Of a command on an open connection. A stopped one is <see cref="SqlConsoleErrors.Cancelled"/>, whoever stopped it here.</summary>
    public static Error OfRunning(Exception exception) => exception switch
    {
        OperationCanceledException => SqlConsoleErrors.Cancelled,
        MongoAuthenticationException => SqlConsoleErrors.CredentialsRefused,
        MongoConnectionException => SqlConsoleErrors.ConnectionLost,
        _ => OfAnswer(exception) ?? SqlConsoleErrors.ConnectionLost,
    };

    /// <summary>Of a document that tells of an error inside an answer that is otherwise good (<c>writeErrors</c>).</summary>
    public static Error OfDocument(BsonDocument error)
    {
        var code = error.GetValue("code", 0).ToInt32();
        var name = error.GetValue("codeName", code.ToString(CultureInfo.InvariantCulture)).ToString()!;
        return Of(code, name, error.GetValue("errmsg", "no message").ToString()!);
    }

    private static Error? OfAnswer(Exception exception) => exception switch
    {
        MongoExecutionTimeoutException => SqlConsoleErrors.Cancelled,
        MongoWriteConcernException unsure => SqlConsoleErrors.StatementFailed(unsure.Message, state: "WriteConcernFailed"),
        MongoNotPrimaryException secondary => SqlConsoleErrors.StatementFailed(Sentence(secondary.Result.GetValue("errmsg", "not primary").ToString()!), state: "NotWritablePrimary"),
        MongoNodeIsRecoveringException => SqlConsoleErrors.DatabaseBusy,
        MongoCommandException refused => Of(refused.Code, refused.CodeName ?? refused.Code.ToString(CultureInfo.InvariantCulture), refused.ErrorMessage ?? refused.Message),
        _ => null,
    };

    private static Error Of(int code, string name, string message) => code switch
    {
        13 => SqlConsoleErrors.RightsMissing(Sentence(message)),
        18 => SqlConsoleErrors.CredentialsRefused,
        24 or 112 => SqlConsoleErrors.LockWait,
        43 => SqlConsoleErrors.ConnectionLost,
        50 => SqlConsoleErrors.Cancelled,
        _ => SqlConsoleErrors.StatementFailed(Sentence(message), state: name),
    };

    // The sentence it becomes part of ends with a full stop of its own.
    private static string Sentence(string message) => message.TrimEnd('.', ' ', '\n');

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
