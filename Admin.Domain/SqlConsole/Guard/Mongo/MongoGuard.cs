namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>The guard for MongoDB: one shell-like call on one collection, reading methods, known operators at every depth.</summary>
internal static class MongoGuard
{
    public static Verdict Check(string text, AccessMode mode)
    {
        if (text.Length > GuardLimits.MaxLength)
            return Verdict.Block(GuardCodes.TooLong, GuardLimits.MaxLength);
        var statement = MongoParser.Parse(text, out var fault);
        if (statement is null)
            return Verdict.Block(fault.Code, fault.Position, fault.Subject);
        if (statement.Calls.Count == 0 || statement.Collection.Length == 0)
            return NoCollection(statement);
        if (statement.Collection.StartsWith("system.", StringComparison.Ordinal) || statement.Collection == "system")
            return Verdict.Block(GuardCodes.SystemCollection, statement.CollectionPosition, statement.Collection);
        return Check(statement, mode);
    }

    private static Verdict NoCollection(MongoStatement statement)
    {
        var call = statement.Calls.Count > 0 ? statement.Calls[0] : null;
        return call is null
            ? Verdict.Block(GuardCodes.NotUnderstood, statement.CollectionPosition, statement.Collection)
            : Verdict.Block(MongoMethods.Refusal(call.Method), call.Position, call.Method);
    }

    private static Verdict Check(MongoStatement statement, AccessMode mode)
    {
        var call = statement.Calls[0];
        var type = MongoMethods.Type(call.Method);
        var changes = type is QueryType.Insert or QueryType.Update or QueryType.Delete;
        if (type == QueryType.Unknown)
            return Verdict.Block(MongoMethods.Refusal(call.Method), call.Position, call.Method);
        if (changes && mode == AccessMode.ReadOnly)
            return Verdict.Block(GuardCodes.WriteNotAllowed, call.Position, call.Method, type);
        if (Chain(statement, type) is { } chain)
            return chain;
        foreach (var argument in statement.Calls.SelectMany(c => c.Arguments))
        {
            if (Operators(argument, type) is { } fault)
                return fault;
        }
        return type is QueryType.Update or QueryType.Delete && !HasFilter(call)
            ? Verdict.Block(GuardCodes.WhereMissing, call.Position, call.Method, type)
            : Verdict.Allow(type);
    }

    private static Verdict? Chain(MongoStatement statement, QueryType type)
    {
        foreach (var next in statement.Calls.Skip(1))
        {
            var allowed = type is QueryType.Find or QueryType.Aggregate && MongoMethods.Chained.Contains(next.Method);
            if (!allowed)
                return Verdict.Block(GuardCodes.MethodNotAllowed, next.Position, next.Method, type);
        }
        return null;
    }

    private static bool HasFilter(MongoCall call) => call.Arguments is [MongoValue.Document { Fields.Count: > 0 }, ..];

    private static Verdict? Operators(MongoValue value, QueryType type) => value switch
    {
        MongoValue.Document document => document.Fields.Select(f => Operator(f, type) ?? Operators(f.Value, type)).FirstOrDefault(v => v is not null),
        MongoValue.Sequence sequence => sequence.Items.Select(i => Operators(i, type)).FirstOrDefault(v => v is not null),
        _ => null,
    };

    private static Verdict? Operator(MongoValue.Field field, QueryType type)
    {
        var known = !field.Name.StartsWith('$') || MongoOperators.Reading.Contains(field.Name)
            || (type == QueryType.Update && MongoOperators.Updating.Contains(field.Name));
        return known ? null : Verdict.Block(GuardCodes.OperatorNotAllowed, field.Position, Short(field.Name), type);
    }

    private static string Short(string name) => name.Length > GuardLimits.MaxSubjectLength ? name[..GuardLimits.MaxSubjectLength] : name;
}
