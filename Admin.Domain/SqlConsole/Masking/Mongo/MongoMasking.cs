using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard.Mongo;

namespace Admin.Domain.SqlConsole.Masking.Mongo;

/// <summary>Brings a shell-like statement into the form of a command document, which is what the rules are about.</summary>
internal static class MongoMasking
{
    public static Result<MaskPlan> Plan(string statement, MaskProfile profile) =>
        MongoParser.Parse(statement, out var fault) is { Calls.Count: > 0 } parsed && Command(parsed) is { } command
            ? DocumentMasking.Plan(command, profile)
            : MaskErrors.Refused(new MaskFault(MaskWhy.Doubt, fault.Position, ""));

    private static DocumentNode.Map? Command(MongoStatement statement)
    {
        var call = statement.Calls[0];
        var names = call.Method switch
        {
            "find" or "findOne" => ["find", "filter", "projection"],
            "aggregate" => ["aggregate", "pipeline"],
            "countDocuments" or "count" or "estimatedDocumentCount" => ["count", "query"],
            "distinct" => ["distinct", "key", "query"],
            _ => Array.Empty<string>(),
        };
        if (names.Length == 0 || call.Arguments.Count >= names.Length)
            return null;
        var head = new DocumentNode.Field(names[0], call.Position, new DocumentNode.Text(statement.CollectionPosition, statement.Collection));
        var parts = call.Arguments.Select((a, i) => new DocumentNode.Field(names[i + 1], a.Position, Node(a)));
        var chained = statement.Calls.Skip(1).Where(c => c.Arguments.Count > 0).Select(c => new DocumentNode.Field(c.Method == "project" ? "projection" : c.Method, c.Position, Node(c.Arguments[0])));
        return new DocumentNode.Map(call.Position, [head, .. parts, .. chained]);
    }

    private static DocumentNode Node(MongoValue value) => value switch
    {
        MongoValue.Document document => new DocumentNode.Map(document.Position, [.. document.Fields.Select(f => new DocumentNode.Field(f.Name, f.Position, Node(f.Value)))]),
        MongoValue.Sequence sequence => new DocumentNode.List(sequence.Position, [.. sequence.Items.Select(Node)]),
        MongoValue.Scalar { Text: "true" or "false" or "null" } => new DocumentNode.Other(value.Position),
        MongoValue.Scalar scalar when double.TryParse(scalar.Text, CultureInfo.InvariantCulture, out _) => new DocumentNode.Other(value.Position),
        MongoValue.Scalar scalar => new DocumentNode.Text(scalar.Position, scalar.Text),
        _ => new DocumentNode.Other(value.Position),
    };
}
