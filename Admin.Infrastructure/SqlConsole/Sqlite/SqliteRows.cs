using Admin.Domain.SqlConsole.Engines.Results;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Steps a statement and moves its rows into the buffer; a row's size is known before its values are copied.</summary>
internal static class SqliteRows
{
    /// <summary>SQLite's code for how it ended: DONE, also when the buffer was full, or an error.</summary>
    public static int Read(sqlite3_stmt statement, ResultBuffer results)
    {
        var columns = raw.sqlite3_column_count(statement);
        results.Describe([.. Enumerable.Range(0, columns).Select(i => Column(statement, i))]);
        int code;
        while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
        {
            var bytes = Size(statement, columns);
            if (!results.Admits(bytes))
                return raw.SQLITE_DONE;
            results.Add(Row(statement, columns), bytes);
        }
        return code;
    }

    private static ResultColumn Column(sqlite3_stmt statement, int i)
    {
        var type = raw.sqlite3_column_decltype(statement, i).utf8_to_string();
        var word = string.IsNullOrEmpty(type) ? null : type.ToLowerInvariant();
        return new ResultColumn(raw.sqlite3_column_name(statement, i).utf8_to_string() ?? "", word, Kind(word));
    }

    // A declared type is a wish in SQLite; it is good enough to choose how a column looks.
    private static ColumnKind Kind(string? type) => type switch
    {
        null => ColumnKind.Text,
        _ when type.Contains("int", StringComparison.Ordinal) || type.Contains("real", StringComparison.Ordinal) || type.Contains("num", StringComparison.Ordinal)
            || type.Contains("dec", StringComparison.Ordinal) || type.Contains("doub", StringComparison.Ordinal) || type.Contains("floa", StringComparison.Ordinal) => ColumnKind.Number,
        _ when type.Contains("bool", StringComparison.Ordinal) => ColumnKind.Boolean,
        _ when type.Contains("date", StringComparison.Ordinal) || type.Contains("time", StringComparison.Ordinal) => ColumnKind.Time,
        _ when type.Contains("blob", StringComparison.Ordinal) => ColumnKind.Binary,
        _ when type.Contains("json", StringComparison.Ordinal) => ColumnKind.Json,
        _ => ColumnKind.Text,
    };

    private static long Size(sqlite3_stmt statement, int columns)
    {
        var size = (long)columns * ResultBuffer.ValueOverhead;
        for (var i = 0; i < columns; i++)
        {
            // Asking for the bytes of a number would turn it into text.
            if (raw.sqlite3_column_type(statement, i) is raw.SQLITE_TEXT or raw.SQLITE_BLOB)
                size += raw.sqlite3_column_bytes(statement, i);
        }
        return size;
    }

    private static object?[] Row(sqlite3_stmt statement, int columns)
    {
        var row = new object?[columns];
        for (var i = 0; i < columns; i++)
            row[i] = Value(statement, i);
        return row;
    }

    private static object? Value(sqlite3_stmt statement, int i) => raw.sqlite3_column_type(statement, i) switch
    {
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, i),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, i),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, i).utf8_to_string(),
        raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, i).ToArray(),
        _ => null,
    };
}
