using System.Collections.Frozen;
using System.Globalization;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Numbers, constants and the constructors of a fixed list. A constructor that would need a clock or chance is refused.</summary>
internal static class MongoLiterals
{
    private const int MaxDecimalDigits = 34;
    private const int MaxDecimalExponent = 6_000;

    private static readonly FrozenSet<string> Constructors =
        ("ObjectId ISODate Date NumberLong NumberInt NumberDecimal Long Int32 Double Decimal128 UUID BinData Timestamp MinKey MaxKey RegExp")
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK",
    ];

    public static bool IsConstructor(string name) => Constructors.Contains(name);

    public static MongoValue? Constant(int at, string name) => name switch
    {
        "true" => new MongoValue.Flag(at, true),
        "false" => new MongoValue.Flag(at, false),
        "null" => new MongoValue.Null(at),
        "NaN" => new MongoValue.Real(at, double.NaN),
        "Infinity" => new MongoValue.Real(at, double.PositiveInfinity),
        _ => null,
    };

    /// <summary>A whole number takes the smallest type it fits in, as in Extended JSON.</summary>
    public static MongoValue Number(int at, MongoReader reader)
    {
        var text = reader.Number();
        if (text == "-Infinity")
            return new MongoValue.Real(at, double.NegativeInfinity);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new MongoValue.Whole(at, whole, whole is < int.MinValue or > int.MaxValue);
        return Real(at, text) ?? Refuse(at, reader, null);
    }

    public static MongoValue Construct(int at, string name, List<MongoValue> arguments, MongoReader reader) =>
        Construct(at, name, arguments) ?? Refuse(at, reader, name);

    private static MongoValue? Construct(int at, string name, List<MongoValue> arguments) => (name, arguments) switch
    {
        ("ObjectId", [MongoValue.Text text]) => Id(at, text.Value),
        ("ISODate" or "Date", [MongoValue.Text text]) => Moment(at, text.Value),
        ("Date", [MongoValue.Whole number]) => new MongoValue.Moment(at, number.Value),
        ("NumberInt" or "Int32", [var value]) => Whole(at, value, wide: false),
        ("NumberLong" or "Long", [var value]) => Whole(at, value, wide: true),
        ("Double", [MongoValue.Whole number]) => new MongoValue.Real(at, number.Value),
        ("Double", [MongoValue.Real number]) => number with { Position = at },
        ("NumberDecimal" or "Decimal128", [MongoValue.Text text]) => Exact(at, text.Value),
        ("NumberDecimal" or "Decimal128", [MongoValue.Whole number]) => Exact(at, number.Value.ToString(CultureInfo.InvariantCulture)),
        ("UUID", [MongoValue.Text text]) => Uuid(at, text.Value),
        ("BinData", [MongoValue.Whole { Value: >= 0 and <= 255 } subtype, MongoValue.Text text]) => Bytes(at, text.Value, (byte)subtype.Value),
        ("Timestamp", [MongoValue.Whole seconds, MongoValue.Whole increment]) => Stamp(at, seconds, increment),
        ("MinKey" or "MaxKey", []) => new MongoValue.Bound(at, name == "MaxKey"),
        ("RegExp", [MongoValue.Text pattern]) => Pattern(at, pattern.Value, ""),
        ("RegExp", [MongoValue.Text pattern, MongoValue.Text options]) => Pattern(at, pattern.Value, options.Value),
        _ => null,
    };

    public static MongoValue Pattern(int at, string pattern, string options, MongoReader reader) =>
        Pattern(at, pattern, options) ?? Refuse(at, reader, options);

    public static MongoValue? Pattern(int at, string pattern, string options)
    {
        var sorted = string.Concat(options.Distinct().Order());
        var known = sorted.Length == options.Length && sorted.All(o => o is 'i' or 'm' or 's' or 'u' or 'x');
        return known && !pattern.Contains('\0', StringComparison.Ordinal) ? new MongoValue.Pattern(at, pattern, sorted) : null;
    }

    public static MongoValue? Id(int at, string text) =>
        text.Length == 24 && text.All(char.IsAsciiHexDigit) ? new MongoValue.Id(at, text.ToLowerInvariant()) : null;

    public static MongoValue? Moment(int at, string text) =>
        DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new MongoValue.Moment(at, moment.ToUnixTimeMilliseconds())
            : null;

    public static MongoValue? Whole(int at, MongoValue value, bool wide)
    {
        var number = value switch
        {
            MongoValue.Whole whole => whole.Value,
            MongoValue.Text text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) => parsed,
            _ => (long?)null,
        };
        return number is { } n && (wide || n is >= int.MinValue and <= int.MaxValue) ? new MongoValue.Whole(at, n, wide) : null;
    }

    public static MongoValue? Real(int at, string text) => text switch
    {
        "NaN" => new MongoValue.Real(at, double.NaN),
        "Infinity" => new MongoValue.Real(at, double.PositiveInfinity),
        "-Infinity" => new MongoValue.Real(at, double.NegativeInfinity),
        _ when double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var real)
            && double.IsFinite(real) => new MongoValue.Real(at, real),
        _ => null,
    };

    /// <summary>A little less than all of Decimal128's range, so that what passes here is one for sure.</summary>
    public static MongoValue? Exact(int at, string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
            return new MongoValue.Exact(at, text);
        var mantissa = text.AsSpan().TrimStart("+-");
        var exponentAt = mantissa.IndexOfAny('e', 'E');
        if (exponentAt >= 0)
        {
            if (!int.TryParse(mantissa[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
                || Math.Abs((long)exponent) > MaxDecimalExponent)
                return null;
            mantissa = mantissa[..exponentAt];
        }
        var digits = mantissa.Length - mantissa.Count('.');
        var wellFormed = digits is > 0 and <= MaxDecimalDigits && mantissa.Count('.') <= 1 && IsDigits(mantissa)
            && text.Length - text.AsSpan().TrimStart("+-").Length <= 1;
        return wellFormed ? new MongoValue.Exact(at, text) : null;
    }

    private static bool IsDigits(ReadOnlySpan<char> mantissa)
    {
        foreach (var c in mantissa)
        {
            if (!char.IsAsciiDigit(c) && c != '.')
                return false;
        }
        return true;
    }

    public static MongoValue? Uuid(int at, string text) =>
        Guid.TryParseExact(text, "D", out var uuid) ? new MongoValue.Bytes(at, uuid.ToByteArray(bigEndian: true), 4) : null;

    public static MongoValue? Bytes(int at, string base64, byte subtype)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? new MongoValue.Bytes(at, bytes.AsMemory(0, length), subtype) : null;
    }

    public static MongoValue? Stamp(int at, MongoValue.Whole seconds, MongoValue.Whole increment) =>
        seconds.Value is >= 0 and <= uint.MaxValue && increment.Value is >= 0 and <= uint.MaxValue
            ? new MongoValue.Stamp(at, (uint)seconds.Value, (uint)increment.Value)
            : null;

    private static MongoValue.Null Refuse(int at, MongoReader reader, string? subject)
    {
        reader.Fail(GuardCodes.NotUnderstood, at, subject);
        return new MongoValue.Null(at);
    }
}
