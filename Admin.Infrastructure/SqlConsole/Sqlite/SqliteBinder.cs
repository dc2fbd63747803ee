using System.Globalization;
using System.Text;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using SQLitePCL;

namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Gives each parameter of a statement its value, as a parameter.</summary>
internal static class SqliteBinder
{
    public static Result Bind(sqlite3_stmt statement, IReadOnlyList<BoundParameter> parameters)
    {
        var unnamed = 0;
        for (var i = 1; i <= raw.sqlite3_bind_parameter_count(statement); i++)
        {
            var sign = raw.sqlite3_bind_parameter_name(statement, i).utf8_to_string();
            var name = sign is null or "?" ? (++unnamed).ToString(CultureInfo.InvariantCulture) : sign[1..];
            if (parameters.FirstOrDefault(p => p.Name == name) is not { } parameter)
                return SqlConsoleErrors.ParameterMissing(name);
            Bind(statement, i, parameter.Value);
        }
        return Result.Ok;
    }

    private static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        _ = value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            bool flag => raw.sqlite3_bind_int64(statement, index, flag ? 1 : 0),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            double number => raw.sqlite3_bind_double(statement, index, number),
            decimal number => raw.sqlite3_bind_double(statement, index, (double)number),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
            string text => raw.sqlite3_bind_text(statement, index, (ReadOnlySpan<byte>)Encoding.UTF8.GetBytes(text)),
            _ => throw new ArgumentException($"A parameter cannot be a {value.GetType().Name}.", nameof(value)),
        };
    }
}
