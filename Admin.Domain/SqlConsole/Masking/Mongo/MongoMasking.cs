using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard.Mongo;

namespace Admin.Domain.SqlConsole.Masking.Mongo;

/// <summary>Hands the guard's command to the rules.</summary>
internal static class MongoMasking
{
    public static Result<MaskPlan> Plan(MongoCommand? command, MaskProfile profile) =>
        command is not null && Node(command.Body) is DocumentNode.Map body
            ? DocumentMasking.Plan(body, profile)
            : MaskErrors.Refused(new MaskFault(MaskWhy.Doubt, 0, ""));

    private static DocumentNode Node(MongoValue value) => value switch
    {
        MongoValue.Document document => new DocumentNode.Map(document.Position, [.. document.Fields.Select(f => new DocumentNode.Field(f.Name, f.Position, Node(f.Value)))]),
        MongoValue.Sequence sequence => new DocumentNode.List(sequence.Position, [.. sequence.Items.Select(Node)]),
        MongoValue.Text text => new DocumentNode.Text(text.Position, text.Value),
        MongoValue.Parameter => new DocumentNode.Parameter(value.Position),
        _ => new DocumentNode.Other(value.Position),
    };
}
