using System.Buffers;
using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;
using Microsoft.Data.SqlClient;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>
/// Values as cells hold them, read in the order of the columns. Of a long text or binary only its beginning is kept in memory; the
/// rest is read past, and counted.
/// </summary>
internal static class SqlServerCells
{
    public static ColumnKind Kind(string type) => type switch
    {
        "bit" => ColumnKind.Boolean,
        "tinyint" or "smallint" or "int" or "bigint" or "real" or "float" or "decimal" or "numeric" or "money" or "smallmoney" => ColumnKind.Number,
        "date" or "datetime" or "datetime2" or "smalldatetime" or "datetimeoffset" or "time" => ColumnKind.Time,
        "binary" or "varbinary" or "image" or "timestamp" or "rowversion" => ColumnKind.Binary,
        "json" => ColumnKind.Json,
        _ => ColumnKind.Text,
    };

    /// <param name="type">The server's word for the column's type; one of the account's own has the database in front.</param>
    public static object? Read(SqlDataReader reader, int column, string type)
    {
        if (reader.IsDBNull(column))
            return null;
        return type switch
        {
            "char" or "nchar" or "varchar" or "nvarchar" or "text" or "ntext" or "xml" or "json" => Text(reader, column),
            "binary" or "varbinary" or "image" or "timestamp" or "rowversion" => Binary(reader, column),
            "decimal" or "numeric" => Number(reader, column),
            "date" => reader.GetDateTime(column).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ when type.Contains('.', StringComparison.Ordinal) => Binary(reader, column),
            _ => Value(reader.GetValue(column)),
        };
    }

    /// <summary>What a value adds to the size of its row.</summary>
    public static long Bytes(object? cell) => ResultBuffer.ValueOverhead + cell switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        CutValue => ResultBuffer.MaxCell,
        _ => 0L,
    };

    public static object Value(object value) => value switch
    {
        bool or long or double or decimal or string or byte[] => value,
        byte number => (long)number,
        short number => (long)number,
        int number => (long)number,
        float number => (double)number,
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // The server's decimals have up to 38 digits, .NET's 28.
    private static object Number(SqlDataReader reader, int column)
    {
        var number = reader.GetSqlDecimal(column);
        return decimal.TryParse(number.ToString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var exact)
            && new System.Data.SqlTypes.SqlDecimal(exact) == number ? exact : number.ToString();
    }

    private static object Text(SqlDataReader reader, int column)
    {
        using var text = reader.GetTextReader(column);
        var buffer = ArrayPool<char>.Shared.Rent(ResultBuffer.MaxCell);
        try
        {
            var length = text.ReadBlock(buffer, 0, ResultBuffer.MaxCell);
            var head = new string(buffer, 0, length);
            long whole = length;
            while (length == ResultBuffer.MaxCell && text.ReadBlock(buffer, 0, ResultBuffer.MaxCell) is > 0 and var more)
                whole += more;
            return whole == head.Length ? head : new CutValue(head, whole);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static object Binary(SqlDataReader reader, int column)
    {
        using var stream = reader.GetStream(column);
        var buffer = ArrayPool<byte>.Shared.Rent(ResultBuffer.MaxCell);
        try
        {
            var length = stream.ReadAtLeast(buffer.AsSpan(0, ResultBuffer.MaxCell), ResultBuffer.MaxCell, throwOnEndOfStream: false);
            var head = buffer.AsSpan(0, length).ToArray();
            long whole = length;
            while (length == ResultBuffer.MaxCell && stream.Read(buffer, 0, ResultBuffer.MaxCell) is > 0 and var more)
                whole += more;
            return whole == head.Length ? head : new CutValue(head, whole);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
