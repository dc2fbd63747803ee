using Admin.Domain.SqlConsole.Guard.Conditions;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Whether an aggregation expression depends on the document at all.</summary>
internal static class MongoExpressions
{
    public static Truth Judge(MongoValue value) => value switch
    {
        MongoValue.Flag flag => flag.Value ? Truth.True : Truth.False,
        MongoValue.Null => Truth.False,
        MongoValue.Whole number => number.Value != 0 ? Truth.True : Truth.False,
        MongoValue.Text { Value: "$$ROOT" or "$$CURRENT" or "$_id" } => Truth.Suspicious,
        MongoValue.Document { Fields: [var only] } => Operator(only),
        _ => Names(value) ? Truth.Row : Truth.Constant,
    };

    private static Truth Operator(MongoValue.Field field) => (field.Name, field.Value) switch
    {
        ("$and", MongoValue.Sequence { Items.Count: > 0 } parts) => Truths.All(parts.Items.Select(Judge)),
        ("$or", MongoValue.Sequence { Items.Count: > 0 } parts) => Truths.Any(parts.Items.Select(Judge)),
        ("$not", MongoValue.Sequence { Items: [var inner] }) => Truths.Not(Judge(inner)),
        ("$eq" or "$gte" or "$lte" or "$ne" or "$gt" or "$lt", MongoValue.Sequence { Items: [MongoValue.Text left, MongoValue.Text right] })
            when left.Value == right.Value && IsPath(left.Value) => Truth.Suspicious,
        _ => Names(field.Value) && field.Name != "$literal" ? Truth.Row : Truth.Constant,
    };

    /// <summary>Whether a path such as "$status" stands anywhere outside a literal.</summary>
    private static bool Names(MongoValue value) => value switch
    {
        MongoValue.Text text => IsPath(text.Value),
        MongoValue.Sequence sequence => sequence.Items.Any(Names),
        MongoValue.Document document => document.Fields.Any(f => f.Name != "$literal" && Names(f.Value)),
        _ => false,
    };

    private static bool IsPath(string text) =>
        text.StartsWith('$') && (!text.StartsWith("$$", StringComparison.Ordinal) || text.StartsWith("$$ROOT", StringComparison.Ordinal)
            || text.StartsWith("$$CURRENT", StringComparison.Ordinal));
}
