using Admin.Domain.SqlConsole.Guard.Conditions;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Whether an aggregation expression depends on the document at all.</summary>
internal static class MongoExpressions
{
    public static Judgement Judge(MongoValue value) => value switch
    {
        MongoValue.Flag flag => MongoFilters.Constant(flag.Value, value.Position),
        MongoValue.Null => MongoFilters.Constant(false, value.Position),
        MongoValue.Whole number => MongoFilters.Constant(number.Value != 0, value.Position),
        MongoValue.Text { Value: "$$ROOT" or "$$CURRENT" or "$_id" } => Judgement.Both(Truth.Suspicious, value.Position),
        MongoValue.Document { Fields: [var only] } => Operator(only),
        _ => Judgement.Both(Names(value) ? Truth.Row : Truth.Constant, value.Position),
    };

    private static Judgement Operator(MongoValue.Field field) => (field.Name, field.Value) switch
    {
        ("$and", MongoValue.Sequence { Items.Count: > 0 } parts) => MongoFilters.All(parts.Items.Select(Judge), field.Position),
        ("$or", MongoValue.Sequence { Items.Count: > 0 } parts) => MongoFilters.Any(parts.Items.Select(Judge), field.Position),
        ("$not", MongoValue.Sequence { Items: [var inner] }) => Judge(inner).Not(),
        ("$eq" or "$gte" or "$lte" or "$ne" or "$gt" or "$lt", MongoValue.Sequence { Items: [MongoValue.Text left, MongoValue.Text right] })
            when left.Value == right.Value && IsPath(left.Value) => Judgement.Both(Truth.Suspicious, field.Position),
        _ => Judgement.Both(Names(field.Value) && field.Name != "$literal" ? Truth.Row : Truth.Constant, field.Position),
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
