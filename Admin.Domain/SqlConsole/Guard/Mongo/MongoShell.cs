using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>Turns shell-like calls into the command document they stand for, which is then judged like any other.</summary>
internal static class MongoShell
{
    /// <summary>Behind the named arguments an options document may follow, whose fields become fields of the command.</summary>
    private static readonly FrozenDictionary<string, (string Command, string[] Arguments)> Methods = new Dictionary<string, (string, string[])>
    {
        ["find"] = ("find", ["filter", "projection"]),
        ["findOne"] = ("find", ["filter", "projection"]),
        ["aggregate"] = ("aggregate", ["pipeline"]),
        ["countDocuments"] = ("count", ["query"]),
        ["count"] = ("count", ["query"]),
        ["estimatedDocumentCount"] = ("count", []),
        ["distinct"] = ("distinct", ["key", "query"]),
        ["insertOne"] = ("insert", ["documents"]),
        ["insertMany"] = ("insert", ["documents"]),
        ["updateOne"] = ("update", ["q", "u"]),
        ["updateMany"] = ("update", ["q", "u"]),
        ["replaceOne"] = ("update", ["q", "u"]),
        ["deleteOne"] = ("delete", ["q"]),
        ["deleteMany"] = ("delete", ["q"]),
    }.ToFrozenDictionary();

    public static bool Knows(string method) => Methods.ContainsKey(method);

    public static QueryType Type(string method) =>
        Methods.TryGetValue(method, out var known) ? MongoCommands.Type(known.Command) : QueryType.Unknown;

    /// <summary>The command of a statement whose first method is known, or a fault.</summary>
    public static MongoValue.Document? Translate(MongoStatement.Shell statement, out MongoFault fault)
    {
        var call = statement.Calls[0];
        var (command, names) = Methods[call.Method];
        var fields = Arguments(call, names, out fault);
        if (fields is null)
            return null;
        var head = new MongoValue.Field(command, call.Position, new MongoValue.Text(statement.CollectionPosition, statement.Collection));
        var body = new MongoValue.Document(call.Position, [head, .. Body(call, command, fields)]);
        foreach (var next in statement.Calls.Skip(1))
        {
            if (MongoChain.Add(body, next, out fault) is not { } longer)
                return null;
            body = longer;
        }
        return body;
    }

    private static List<MongoValue.Field>? Arguments(MongoStatement.Call call, string[] names, out MongoFault fault)
    {
        fault = default;
        var fields = new List<MongoValue.Field>();
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            if (i < names.Length)
                fields.Add(new MongoValue.Field(names[i], argument.Position, argument));
            else if (i == names.Length && argument is MongoValue.Document options)
                fields.AddRange(options.Fields);
            else
            {
                fault = new MongoFault(GuardCodes.NotUnderstood, argument.Position, call.Method);
                return null;
            }
        }
        return fields;
    }

    private static IEnumerable<MongoValue.Field> Body(MongoStatement.Call call, string command, List<MongoValue.Field> fields) => (call.Method, command) switch
    {
        ("findOne", _) => [.. fields, Own(call, "limit", Number(call, 1)), Own(call, "singleBatch", new MongoValue.Flag(call.Position, true))],
        ("insertOne", _) => fields.Select((f, i) => i == 0 ? f with { Value = new MongoValue.Sequence(f.Position, [f.Value]) } : f),
        (_, "update") => [Own(call, "updates", One(call, [.. fields, Own(call, "multi", new MongoValue.Flag(call.Position, call.Method == "updateMany"))]))],
        (_, "delete") => [Own(call, "deletes", One(call, [.. fields, Own(call, "limit", Number(call, call.Method == "deleteMany" ? 0 : 1))]))],
        _ => fields,
    };

    private static MongoValue.Field Own(MongoStatement.Call call, string name, MongoValue value) => new(name, call.Position, value);

    private static MongoValue.Whole Number(MongoStatement.Call call, int value) => new(call.Position, value, false);

    private static MongoValue.Sequence One(MongoStatement.Call call, List<MongoValue.Field> fields) =>
        new(call.Position, [new MongoValue.Document(call.Position, fields)]);
}
