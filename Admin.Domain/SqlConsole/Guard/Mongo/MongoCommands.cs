using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>The commands that may run and the fields each may have. An unknown field is refused: it could be anything.</summary>
internal static class MongoCommands
{
    private const string Own = "maxTimeMS:own comment:own";

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Shapes = new Dictionary<string, string>
    {
        ["find"] = $"filter:document projection:document sort:document skip:count limit:count hint:hint collation:document let:document " +
            $"singleBatch:flag allowDiskUse:flag batchSize:own {Own}",
        ["aggregate"] = $"pipeline:pipeline cursor:own hint:hint collation:document let:document allowDiskUse:flag batchSize:own {Own}",
        ["count"] = $"query:document limit:count skip:count hint:hint collation:document {Own}",
        ["distinct"] = $"key:text query:document collation:document hint:hint {Own}",
        ["insert"] = $"documents:documents ordered:flag {Own}",
        ["update"] = $"updates:documents ordered:flag let:document {Own}",
        ["delete"] = $"deletes:documents ordered:flag let:document {Own}",
        ["updates"] = "q:document u:update multi:flag upsert:flag collation:document arrayFilters:documents hint:hint",
        ["deletes"] = "q:document limit:one collation:document hint:hint",
        ["explain"] = "verbosity:text",
    }.ToFrozenDictionary(s => s.Key, s => s.Value.Split(' ').Select(f => f.Split(':')).ToFrozenDictionary(f => f[0], f => f[1]));

    private static readonly FrozenDictionary<string, string> Required = new Dictionary<string, string>
    {
        ["aggregate"] = "pipeline",
        ["distinct"] = "key",
        ["insert"] = "documents",
        ["update"] = "updates",
        ["delete"] = "deletes",
    }.ToFrozenDictionary();

    public static QueryType Type(string command) => command switch
    {
        "find" => QueryType.Find,
        "aggregate" => QueryType.Aggregate,
        "count" => QueryType.Count,
        "distinct" => QueryType.Distinct,
        "insert" => QueryType.Insert,
        "update" => QueryType.Update,
        "delete" => QueryType.Delete,
        "explain" => QueryType.Explain,
        _ => QueryType.Unknown,
    };

    /// <summary>The first thing about the fields of a command that is not as it must be.</summary>
    public static MongoFault? Fault(MongoValue.Document body)
    {
        var command = body.Fields[0];
        if (Fault(command.Name, body.Fields.Skip(1)) is { } fault)
            return fault;
        return Required.TryGetValue(command.Name, out var needed) && body.Find(needed) is null
            ? new MongoFault(GuardCodes.NotUnderstood, command.Position, needed)
            : null;
    }

    /// <summary>Whether a field is the run's own to set, so that the statement's is left out.</summary>
    public static bool IsOwn(string command, string field) => Shapes[command].GetValueOrDefault(field) == "own";

    /// <summary>Also looks for a name that stands twice: the options of a shell call must not override what its method says.</summary>
    private static MongoFault? Fault(string shape, IEnumerable<MongoValue.Field> fields)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var fault = names.Add(field.Name) ? Fault(shape, field) : new MongoFault(GuardCodes.DuplicateField, field.Position, field.Name);
            if (fault is not null)
                return fault;
        }
        return null;
    }

    private static MongoFault? Fault(string command, MongoValue.Field field)
    {
        if (!Shapes[command].TryGetValue(field.Name, out var kind))
            return new MongoFault(GuardCodes.OperatorNotAllowed, field.Position, field.Name);
        if (!Fits(kind, field.Value))
            return new MongoFault(GuardCodes.NotUnderstood, field.Value.Position, field.Name);
        if (field.Name is not ("updates" or "deletes"))
            return null;
        return ((MongoValue.Sequence)field.Value).Items.Select(i => Fault(field.Name, ((MongoValue.Document)i).Fields)).FirstOrDefault(f => f is not null);
    }

    private static bool Fits(string kind, MongoValue value) => kind switch
    {
        "document" => value is MongoValue.Document,
        "count" => value is MongoValue.Whole { Value: >= 0 } or MongoValue.Parameter,
        "one" => value is MongoValue.Whole { Value: 0 or 1 },
        "hint" => value is MongoValue.Document or MongoValue.Text,
        "flag" => value is MongoValue.Flag,
        "text" => value is MongoValue.Text,
        "documents" => value is MongoValue.Sequence { Items.Count: > 0 } documents && documents.Items.All(i => i is MongoValue.Document),
        "pipeline" => IsPipeline(value),
        "update" => value is MongoValue.Document || IsPipeline(value),
        "own" => true,
        _ => false,
    };

    private static bool IsPipeline(MongoValue value) =>
        value is MongoValue.Sequence stages && stages.Items.All(i => i is MongoValue.Document { Fields: [{ Name: ['$', ..] }] });
}
