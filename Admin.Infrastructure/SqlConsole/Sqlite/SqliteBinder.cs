using System.Text;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Gives each parameter of a statement its value, as a parameter; refuses what is missing and what is left over.</summary>
internal static class SqliteBinder
{
    public static Result Bind(sqlite3_stmt statement, QueryParameters parameters)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var next = 0;
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++)
        {
            var sign = raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string();
            object? value;
            if (IsPositional(sign))
            {
                if (next >= parameters.Positional.Count)
                    return SqlConsoleErrors.ParameterMissing($"?{next + 1}");
                value = parameters.Positional[next++];
            }
            else if (parameters.Named.TryGetValue(sign![1..], out value))
                used.Add(sign[1..]);
            else
                return SqlConsoleErrors.ParameterMissing(sign);
            Bind(statement, i, value);
        }
        if (next < parameters.Positional.Count)
            return SqlConsoleErrors.ParameterUnknown($"?{next + 1}");
        var unused = parameters.Named.Keys.FirstOrDefault(k => !used.Contains(k));
        return unused is null ? Result.Ok : SqlConsoleErrors.ParameterUnknown(unused);
    }

    private static bool IsPositional(string? sign) => sign is null || sign[0] == '?';

    private static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        _ = value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            bool flag => raw.sqlite3_bind_int64(statement, index, flag ? 1 : 0),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            double number => raw.sqlite3_bind_double(statement, index, number),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
            string text => raw.sqlite3_bind_text(statement, index, (ReadOnlySpan<byte>)Encoding.UTF8.GetBytes(text)),
            _ => throw new ArgumentException($"A parameter cannot be a {value.GetType().Name}.", nameof(value)),
        };
    }
}
