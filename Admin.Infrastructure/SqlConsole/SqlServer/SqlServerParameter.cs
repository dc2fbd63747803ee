using System.Data;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>A value as a typed parameter, which the driver sends beside the text.</summary>
internal static class SqlServerParameter
{
    private const int LongestInRow = 4_000;
    private const int Unbounded = -1;

    public static SqlParameter Of(BoundParameter parameter)
    {
        var (type, size) = Type(parameter.Value);
        return new SqlParameter($"@{parameter.Name}", type) { Value = parameter.Value ?? DBNull.Value, Size = size };
    }

    /// <summary>The declaration of a variable of the same type, for a plan, which needs no values.</summary>
    public static string Declare(BoundParameter parameter) => $"@{parameter.Name} {Type(parameter.Value) switch
    {
        (SqlDbType.Bit, _) => "bit",
        (SqlDbType.BigInt, _) => "bigint",
        (SqlDbType.Float, _) => "float",
        (SqlDbType.Decimal, _) => "decimal(38, 10)",
        (SqlDbType.VarBinary, _) => "varbinary(max)",
        (_, LongestInRow) => "nvarchar(4000)",
        _ => "nvarchar(max)",
    }}";

    private static (SqlDbType Type, int Size) Type(object? value) => value switch
    {
        null => (SqlDbType.NVarChar, LongestInRow),
        bool => (SqlDbType.Bit, 0),
        long => (SqlDbType.BigInt, 0),
        decimal => (SqlDbType.Decimal, 0),
        double => (SqlDbType.Float, 0),
        // One size for most texts, so that the server keeps one plan for them.
        string text => (SqlDbType.NVarChar, text.Length <= LongestInRow ? LongestInRow : Unbounded),
        byte[] => (SqlDbType.VarBinary, Unbounded),
        _ => throw new ArgumentException($"A parameter cannot be a {value.GetType().Name}.", nameof(value)),
    };
}
