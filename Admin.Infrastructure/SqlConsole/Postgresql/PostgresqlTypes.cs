using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Infrastructure.SqlConsole.Postgresql;

/// <summary>The server's types by their fixed numbers (pg_type.dat), and how the text of a value is read.</summary>
internal static class PostgresqlTypes
{
    private const uint Boolean = 16;
    private const uint Bytea = 17;
    private const uint Int8 = 20;
    private const uint Int2 = 21;
    private const uint Int4 = 23;
    private const uint Text = 25;
    private const uint Oid = 26;
    private const uint Json = 114;
    private const uint Float4 = 700;
    private const uint Float8 = 701;
    private const uint Varchar = 1043;
    private const uint Date = 1082;
    private const uint Time = 1083;
    private const uint Timestamp = 1114;
    private const uint TimestampZone = 1184;
    private const uint Interval = 1186;
    private const uint TimeZone = 1266;
    private const uint Numeric = 1700;
    private const uint Uuid = 2950;
    private const uint Jsonb = 3802;

    /// <summary>The server's word for a type, for those that most results consist of; null sends one to ask the server.</summary>
    public static string? Name(uint type) => type switch
    {
        Boolean => "boolean",
        Bytea => "bytea",
        Int8 => "bigint",
        Int2 => "smallint",
        Int4 => "integer",
        Text => "text",
        Oid => "oid",
        Json => "json",
        Float4 => "real",
        Float8 => "double precision",
        Varchar => "character varying",
        Date => "date",
        Time => "time without time zone",
        Timestamp => "timestamp without time zone",
        TimestampZone => "timestamp with time zone",
        Interval => "interval",
        TimeZone => "time with time zone",
        Numeric => "numeric",
        Uuid => "uuid",
        Jsonb => "jsonb",
        _ => null,
    };

    public static ColumnKind Kind(uint type) => type switch
    {
        Int8 or Int2 or Int4 or Oid or Float4 or Float8 or Numeric => ColumnKind.Number,
        Boolean => ColumnKind.Boolean,
        Bytea => ColumnKind.Binary,
        Date or Time or Timestamp or TimestampZone or Interval or TimeZone => ColumnKind.Time,
        Json or Jsonb => ColumnKind.Json,
        _ => ColumnKind.Text,
    };

    public static bool IsBinary(uint type) => type == Bytea;

    /// <summary>A value from its text. What is not a number, a truth or bytes stays as the server wrote it.</summary>
    public static object Read(uint type, string text) => type switch
    {
        Boolean => text == "t",
        Int8 or Int2 or Int4 or Oid => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        Float4 or Float8 => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        Numeric => ExactNumber.Read(text),
        Bytea => Convert.FromHexString(text.AsSpan(2)),
        _ => text,
    };
}
