using Admin.Domain.SqlConsole.Guard.Conditions;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>How much a filter of a change narrows it down. Everything here reads the tree once and its depth is bounded.</summary>
internal static class MongoFilters
{
    public static Truth Judge(MongoValue.Document filter) => Truths.All(filter.Fields.Select(Field));

    private static Truth Field(MongoValue.Field field) => field.Name switch
    {
        "$and" => Clauses(field.Value) is { } clauses ? Truths.All(clauses) : Truth.True,
        "$or" => Clauses(field.Value) is { } clauses ? Truths.Any(clauses) : Truth.True,
        "$nor" => Clauses(field.Value) is { } clauses ? Truths.Not(Truths.Any(clauses)) : Truth.True,
        "$expr" => MongoExpressions.Judge(field.Value),
        "$comment" => Truth.True,
        "$jsonSchema" => field.Value is MongoValue.Document { Fields.Count: 0 } ? Truth.True : Truth.Suspicious,
        "$sampleRate" => Truth.Suspicious,
        ['$', ..] => Truth.Row,
        _ => Value(field.Value),
    };

    private static IEnumerable<Truth>? Clauses(MongoValue value) =>
        value is MongoValue.Sequence { Items.Count: > 0 } clauses ? clauses.Items.Select(c => c is MongoValue.Document d ? Judge(d) : Truth.True) : null;

    private static Truth Value(MongoValue value) => value switch
    {
        MongoValue.Document { Fields: [{ Name: ['$', ..] }, ..] } operators => Truths.All(operators.Fields.Select(Operator)),
        MongoValue.Pattern pattern => Pattern(pattern.Value),
        _ => Truth.Row,
    };

    private static Truth Operator(MongoValue.Field field) => (field.Name, field.Value) switch
    {
        ("$nin", MongoValue.Sequence { Items.Count: 0 }) => Truth.True,
        ("$in", MongoValue.Sequence { Items.Count: 0 }) => Truth.False,
        ("$not", var inner) => Truths.Not(Value(inner)),
        ("$exists", MongoValue.Flag or MongoValue.Whole) => Truth.Suspicious,
        ("$type", _) => Truth.Suspicious,
        ("$ne", MongoValue.Null) => Truth.Suspicious,
        ("$nin", MongoValue.Sequence { Items: [MongoValue.Null] }) => Truth.Suspicious,
        ("$gt" or "$gte", MongoValue.Bound { Highest: false }) or ("$lt" or "$lte", MongoValue.Bound { Highest: true }) => Truth.Suspicious,
        ("$gte", MongoValue.Text { Value: "" }) => Truth.Suspicious,
        ("$elemMatch", MongoValue.Document { Fields.Count: 0 }) => Truth.Suspicious,
        ("$regex", MongoValue.Text pattern) => Pattern(pattern.Value),
        ("$regex", MongoValue.Pattern pattern) => Pattern(pattern.Value),
        ("$mod", MongoValue.Sequence { Items: [MongoValue.Whole { Value: 1 or -1 }, ..] }) => Truth.Suspicious,
        // Says how to read its neighbour and narrows nothing by itself.
        ("$options", _) => Truth.True,
        _ => Truth.Row,
    };

    private static Truth Pattern(string pattern) => pattern.Trim('^', '$') is "" or ".*" or ".*?" or "." or ".+" ? Truth.Suspicious : Truth.Row;
}
