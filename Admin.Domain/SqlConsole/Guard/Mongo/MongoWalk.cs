using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Looks at every field of a command, at any depth, for operators that are not known to be harmless and for collections out of reach.</summary>
internal static class MongoWalk
{
    /// <summary>Operators that read another collection, with the field that names it.</summary>
    private static readonly FrozenDictionary<string, string> Readers = new Dictionary<string, string>
    {
        ["$lookup"] = "from",
        ["$graphLookup"] = "from",
        ["$unionWith"] = "coll",
    }.ToFrozenDictionary();

    public static bool IsOutOfReach(string collection) =>
        collection == "system" || collection.StartsWith("system.", StringComparison.Ordinal) || collection.AsSpan().ContainsAny('$', '\0');

    public static MongoFault? Fault(MongoValue value, QueryType type) => value switch
    {
        MongoValue.Document document => Fault(document, type),
        MongoValue.Sequence sequence => Fault(sequence, type),
        _ => null,
    };

    private static MongoFault? Fault(MongoValue.Document document, QueryType type)
    {
        foreach (var field in document.Fields)
        {
            if ((Operator(field, type) ?? Fault(field.Value, type)) is { } fault)
                return fault;
        }
        return null;
    }

    private static MongoFault? Fault(MongoValue.Sequence sequence, QueryType type)
    {
        foreach (var item in sequence.Items)
        {
            if (Fault(item, type) is { } fault)
                return fault;
        }
        return null;
    }

    private static MongoFault? Operator(MongoValue.Field field, QueryType type)
    {
        if (!field.Name.StartsWith('$'))
            return null;
        var known = type != QueryType.Insert
            && (MongoOperators.Reading.Contains(field.Name) || (type == QueryType.Update && MongoOperators.Updating.Contains(field.Name)));
        if (!known)
            return new MongoFault(GuardCodes.OperatorNotAllowed, field.Position, field.Name);
        return Readers.TryGetValue(field.Name, out var place) ? Collection(field, place) : null;
    }

    /// <summary>The other collection is a plain name; the form with a database beside it would lead out of the data source.</summary>
    private static MongoFault? Collection(MongoValue.Field field, string place)
    {
        var named = field.Value is MongoValue.Document document ? document.Find(place) : field.Value;
        return named switch
        {
            MongoValue.Text text when IsOutOfReach(text.Value) => new MongoFault(GuardCodes.SystemCollection, text.Position, text.Value),
            MongoValue.Text => null,
            // $lookup and $unionWith may bring their own documents instead of a collection.
            null when field.Name != "$graphLookup" => null,
            _ => new MongoFault(GuardCodes.NotUnderstood, named?.Position ?? field.Position, field.Name),
        };
    }
}
