using System.Collections.Frozen;
using System.Globalization;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>
/// Extended JSON: a document such as <c>{ "$oid": "…" }</c> is a value. One that begins like this but is not of the exact form
/// is refused, so that no driver can read it otherwise than we do. Code, undefined, symbols and pointers are refused.
/// </summary>
internal static class MongoExtendedJson
{
    private static readonly FrozenSet<string> Names =
        ("$oid $date $numberLong $numberInt $numberDouble $numberDecimal $binary $uuid $timestamp $regularExpression $minKey $maxKey " +
        "$code $scope $symbol $undefined $dbPointer $ref").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static MongoValue Read(MongoValue.Document document, MongoReader reader)
    {
        foreach (var field in document.Fields)
        {
            if (!Names.Contains(field.Name))
                continue;
            if (document.Fields.Count == 1 && Value(document.Position, field) is { } value)
                return value;
            reader.Fail(GuardCodes.NotUnderstood, field.Position, field.Name);
        }
        return document;
    }

    private static MongoValue? Value(int at, MongoValue.Field field) => (field.Name, field.Value) switch
    {
        ("$oid", MongoValue.Text text) => MongoLiterals.Id(at, text.Value),
        ("$date", MongoValue.Text text) => MongoLiterals.Moment(at, text.Value),
        ("$date", MongoValue.Whole number) => new MongoValue.Moment(at, number.Value),
        ("$numberLong", MongoValue.Text text) => MongoLiterals.Whole(at, text, wide: true),
        ("$numberInt", MongoValue.Text text) => MongoLiterals.Whole(at, text, wide: false),
        ("$numberDouble", MongoValue.Text text) => MongoLiterals.Real(at, text.Value),
        ("$numberDecimal", MongoValue.Text text) => MongoLiterals.Exact(at, text.Value),
        ("$uuid", MongoValue.Text text) => MongoLiterals.Uuid(at, text.Value),
        ("$binary", MongoValue.Document { Fields: [{ Name: "base64", Value: MongoValue.Text data }, { Name: "subType", Value: MongoValue.Text subtype }] }) =>
            byte.TryParse(subtype.Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var kind) ? MongoLiterals.Bytes(at, data.Value, kind) : null,
        ("$timestamp", MongoValue.Document { Fields: [{ Name: "t", Value: MongoValue.Whole seconds }, { Name: "i", Value: MongoValue.Whole increment }] }) =>
            MongoLiterals.Stamp(at, seconds, increment),
        ("$regularExpression", MongoValue.Document { Fields: [{ Name: "pattern", Value: MongoValue.Text pattern }, { Name: "options", Value: MongoValue.Text options }] }) =>
            MongoLiterals.Pattern(at, pattern.Value, options.Value),
        ("$minKey" or "$maxKey", MongoValue.Whole { Value: 1 }) => new MongoValue.Bound(at, field.Name == "$maxKey"),
        _ => null,
    };
}
