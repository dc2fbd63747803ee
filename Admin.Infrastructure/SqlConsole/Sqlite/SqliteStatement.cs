using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>One compiled statement with its parameters. A text with a second one behind it is refused here too.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly string _text;

    private SqliteStatement(sqlite3 db, sqlite3_stmt handle, string text) => (_db, Handle, _text) = (db, handle, text);

    public sqlite3_stmt Handle { get; }

    /// <summary>Whether SQLite itself says that it only reads.</summary>
    public bool OnlyReads => raw.sqlite3_stmt_readonly(Handle) != 0;

    public static Result<SqliteStatement> Prepare(sqlite3 db, string text, IReadOnlyList<BoundParameter> parameters)
    {
        var code = raw.sqlite3_prepare_v2(db, text, out var handle, out var tail);
        var statement = new SqliteStatement(db, handle, text);
        var fault = code != raw.SQLITE_OK ? Fault(db, code, text)
            : HasMore(db, tail) ? SqlConsoleErrors.EngineRefused("only one statement can run at a time")
            : handle.IsInvalid ? SqlConsoleErrors.EngineRefused("there is no statement")
            : SqliteBinder.Bind(handle, parameters).Error;
        if (fault is null)
            return statement;
        statement.Dispose();
        return fault;
    }

    /// <summary>What a code that is neither ROW nor DONE means.</summary>
    public Error Fault(int code) => Fault(_db, code, _text);

    public void Dispose() => Handle.Dispose();

    private static Error Fault(sqlite3 db, int code, string text)
    {
        var message = raw.sqlite3_errmsg(db).utf8_to_string() ?? raw.sqlite3_errstr(code).utf8_to_string() ?? "unknown";
        return (code & 0xff) switch
        {
            raw.SQLITE_AUTH or raw.SQLITE_READONLY => SqlConsoleErrors.EngineRefused(message),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => SqlConsoleErrors.DatabaseBusy,
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN => SqlConsoleErrors.ConnectionFailed,
            _ => SqlConsoleErrors.StatementFailed(message, Place(message, text)),
        };
    }

    // The binding does not offer SQLite's offset; but its message names the word, and a word that stands once is the place.
    private static int? Place(string message, string text)
    {
        var word = message.StartsWith("near \"", StringComparison.Ordinal) ? message[6..message.LastIndexOf('"')]
            : message.StartsWith("no such ", StringComparison.Ordinal) ? message[(message.LastIndexOf(' ') + 1)..] : "";
        var at = word.Length == 0 ? -1 : text.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && text.IndexOf(word, at + 1, StringComparison.Ordinal) < 0 ? at : null;
    }

    private static bool HasMore(sqlite3 db, string? tail)
    {
        while (!string.IsNullOrWhiteSpace(tail))
        {
            var code = raw.sqlite3_prepare_v2(db, tail, out var next, out var rest);
            using (next)
            {
                if (code != raw.SQLITE_OK || !next.IsInvalid)
                    return true;
            }
            if (rest == tail)
                return false;
            tail = rest;
        }
        return false;
    }
}
