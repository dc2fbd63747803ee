using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;
using MongoDB.Bson;
using MongoDB.Bson.IO;

namespace Admin.Infrastructure.SqlConsole.Mongodb;

/// <summary>
/// Values as cells hold them: numbers as numbers, ids and dates as text, documents, arrays and the rarer types as relaxed
/// Extended JSON. Nothing loses its value: a Decimal128 that .NET cannot hold exactly and a date outside its range stay text.
/// </summary>
internal static class MongoCells
{
    private const int UuidLength = 16;

    private static readonly JsonWriterSettings Relaxed = new() { OutputMode = JsonOutputMode.RelaxedExtendedJson };

    private static readonly JsonWriterSettings Indented = new() { OutputMode = JsonOutputMode.RelaxedExtendedJson, Indent = true };

    public static object? Cell(BsonValue value) => value switch
    {
        BsonNull or BsonUndefined => null,
        BsonBoolean flag => flag.Value,
        BsonInt32 number => (long)number.Value,
        BsonInt64 number => number.Value,
        BsonDouble number => number.Value,
        BsonDecimal128 number => Number(number.Value),
        BsonString text => Cut(text.Value),
        BsonSymbol text => Cut(text.Name),
        BsonObjectId id => id.Value.ToString(),
        BsonDateTime { IsValidDateTime: true } date => date.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        BsonBinaryData { SubType: BsonBinarySubType.UuidStandard, Bytes.Length: UuidLength } uuid => new Guid(uuid.Bytes, bigEndian: true).ToString(),
        BsonBinaryData binary => Cut(binary.Bytes),
        _ => Cut(Json(value)),
    };

    public static string Json(BsonValue value, bool indented = false) => value.ToJson(indented ? Indented : Relaxed);

    private static object Number(Decimal128 number)
    {
        var text = number.ToString();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && new Decimal128(exact).Equals(number) ? exact : text;
    }

    private static object Cut(string text) => text.Length <= ResultBuffer.MaxCell ? text : new CutValue(text[..ResultBuffer.MaxCell], text.Length);

    private static object Cut(byte[] bytes) => bytes.Length <= ResultBuffer.MaxCell ? bytes : new CutValue(bytes[..ResultBuffer.MaxCell], bytes.Length);
}
