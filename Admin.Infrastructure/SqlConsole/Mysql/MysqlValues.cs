using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;
using MySqlConnector;

namespace Admin.Infrastructure.SqlConsole.Mysql;

/// <summary>The server's values as a result holds them; dates and times as the server writes them, because not all of them exist in .NET.</summary>
internal static class MysqlValues
{
    private const int MicrosecondDigits = 6;

    public static ResultColumn Column(MySqlDbColumn column) =>
        new(column.ColumnName, column.DataTypeName?.ToLowerInvariant(), Kind(column.ProviderType));

    public static object? Read(MySqlDataReader reader, int i, MySqlDbColumn column)
    {
        if (reader.IsDBNull(i))
            return null;
        if (column.ProviderType is MySqlDbType.Decimal or MySqlDbType.NewDecimal)
            return ExactNumber.Read(reader.GetMySqlDecimal(i).ToString());
        return reader.GetValue(i) switch
        {
            string text => CellText.Cut(text),
            byte[] bytes => CellText.Cut(bytes),
            double number => number,
            // By its text: 1.1 as a float is 1.10000002384 as a double.
            float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
            ulong number => number <= long.MaxValue ? (object)(long)number : (decimal)number,
            MySqlDateTime date => Text(date, column),
            TimeSpan span => Text(span, column.NumericScale ?? 0),
            bool flag => flag,
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };
    }

    private static ColumnKind Kind(MySqlDbType type) => type switch
    {
        MySqlDbType.Byte or MySqlDbType.Int16 or MySqlDbType.Int24 or MySqlDbType.Int32 or MySqlDbType.Int64 or MySqlDbType.UByte or MySqlDbType.UInt16
            or MySqlDbType.UInt24 or MySqlDbType.UInt32 or MySqlDbType.UInt64 or MySqlDbType.Decimal or MySqlDbType.NewDecimal or MySqlDbType.Float
            or MySqlDbType.Double or MySqlDbType.Year or MySqlDbType.Bit => ColumnKind.Number,
        MySqlDbType.Bool => ColumnKind.Boolean,
        MySqlDbType.Date or MySqlDbType.Newdate or MySqlDbType.DateTime or MySqlDbType.Timestamp or MySqlDbType.Time => ColumnKind.Time,
        MySqlDbType.JSON => ColumnKind.Json,
        MySqlDbType.TinyBlob or MySqlDbType.Blob or MySqlDbType.MediumBlob or MySqlDbType.LongBlob or MySqlDbType.Binary or MySqlDbType.VarBinary
            or MySqlDbType.Geometry => ColumnKind.Binary,
        _ => ColumnKind.Text,
    };

    private static string Text(MySqlDateTime date, MySqlDbColumn column)
    {
        var day = string.Create(CultureInfo.InvariantCulture, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}");
        if (column.ProviderType is MySqlDbType.Date or MySqlDbType.Newdate)
            return day;
        var fraction = Fraction(date.Microsecond, column.NumericScale ?? 0);
        return string.Create(CultureInfo.InvariantCulture, $"{day} {date.Hour:D2}:{date.Minute:D2}:{date.Second:D2}{fraction}");
    }

    private static string Text(TimeSpan span, int digits)
    {
        var whole = span.Duration();
        var sign = span < TimeSpan.Zero ? "-" : "";
        var fraction = Fraction((int)(whole.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond), digits);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{(long)whole.TotalHours:D2}:{whole.Minutes:D2}:{whole.Seconds:D2}{fraction}");
    }

    private static string Fraction(int microseconds, int digits) =>
        digits is <= 0 or > MicrosecondDigits ? "" : $".{microseconds.ToString("D6", CultureInfo.InvariantCulture)[..digits]}";
}
