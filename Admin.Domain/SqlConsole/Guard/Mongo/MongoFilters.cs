using Admin.Domain.SqlConsole.Guard.Conditions;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>How much a filter of a change narrows it down. Everything here reads the tree once and its depth is bounded.</summary>
internal static class MongoFilters
{
    public static Judgement Judge(MongoValue.Document filter) => All(filter.Fields.Select(Field), filter.Position);

    public static Judgement Constant(bool value, int at) => new(value ? Truth.True : Truth.False, value ? Truth.False : Truth.True, at);

    public static Judgement All(IEnumerable<Judgement> parts, int at) => parts.Aggregate(Constant(true, at), (all, part) => all.And(part));

    public static Judgement Any(IEnumerable<Judgement> parts, int at) => parts.Aggregate(Constant(false, at), (any, part) => any.Or(part));

    private static Judgement Field(MongoValue.Field field)
    {
        var at = field.Position;
        return (field.Name, field.Value) switch
        {
            ("$and", MongoValue.Sequence { Items.Count: > 0 } clauses) => All(clauses.Items.Select(Clause), at),
            ("$or", MongoValue.Sequence { Items.Count: > 0 } clauses) => Any(clauses.Items.Select(Clause), at),
            ("$nor", MongoValue.Sequence { Items.Count: > 0 } clauses) => Any(clauses.Items.Select(Clause), at).Not(),
            ("$and" or "$or" or "$nor", _) => Constant(true, at),
            ("$expr", var expression) => MongoExpressions.Judge(expression),
            ("$comment", _) or ("$jsonSchema", MongoValue.Document { Fields.Count: 0 }) => Constant(true, at),
            ("$jsonSchema" or "$sampleRate", _) => Judgement.Both(Truth.Suspicious, at),
            (['$', ..], _) => Judgement.Both(Truth.Row, at),
            _ => Value(field.Value, at),
        };
    }

    private static Judgement Clause(MongoValue clause) =>
        clause is MongoValue.Document filter ? Judge(filter) with { At = clause.Position } : Constant(true, clause.Position);

    private static Judgement Value(MongoValue value, int at) => value switch
    {
        MongoValue.Document { Fields: [{ Name: ['$', ..] }, ..] } operators => All(operators.Fields.Select(o => Operator(o, at)), at),
        MongoValue.Pattern pattern => Pattern(pattern.Value, at),
        MongoValue.Null => Missing(at),
        _ => Judgement.Both(Truth.Row, at),
    };

    private static Judgement Operator(MongoValue.Field field, int at) => (field.Name, field.Value) switch
    {
        ("$nin", MongoValue.Sequence { Items.Count: 0 }) => Constant(true, at),
        ("$in", MongoValue.Sequence { Items.Count: 0 }) => Constant(false, at),
        ("$not", var inner) => Value(inner, at).Not(),
        ("$exists", MongoValue.Flag { Value: false } or MongoValue.Whole { Value: 0 }) => Missing(at),
        ("$exists", _) or ("$ne", MongoValue.Null) or ("$nin", MongoValue.Sequence { Items: [MongoValue.Null] }) => Missing(at).Not(),
        ("$eq", MongoValue.Null) or ("$in", MongoValue.Sequence { Items: [MongoValue.Null] }) => Missing(at),
        ("$gt" or "$gte", MongoValue.Bound { Highest: false }) or ("$lt" or "$lte", MongoValue.Bound { Highest: true }) => Judgement.Both(Truth.Suspicious, at),
        ("$gte", MongoValue.Text { Value: "" }) or ("$type", _) => Judgement.Both(Truth.Suspicious, at),
        ("$elemMatch", MongoValue.Document { Fields.Count: 0 }) => Judgement.Both(Truth.Suspicious, at),
        ("$regex", MongoValue.Text pattern) => Pattern(pattern.Value, at),
        ("$regex", MongoValue.Pattern pattern) => Pattern(pattern.Value, at),
        ("$mod", MongoValue.Sequence { Items: [MongoValue.Whole { Value: 1 or -1 }, ..] }) => Judgement.Both(Truth.Suspicious, at),
        // Says how to read its neighbour and narrows nothing by itself.
        ("$options", _) => Constant(true, at),
        _ => Judgement.Both(Truth.Row, at),
    };

    /// <summary>Few documents lack a field, so its opposite leaves few out.</summary>
    private static Judgement Missing(int at) => new(Truth.Row, Truth.Suspicious, at);

    private static Judgement Pattern(string pattern, int at) =>
        pattern.Trim('^', '$') is "" or ".*" or ".*?" or "." or ".+" ? new Judgement(Truth.Suspicious, Truth.Row, at) : Judgement.Both(Truth.Row, at);
}
