using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard.Mongo;

namespace Admin.Domain.SqlConsole.Masking.Mongo;

/// <summary>Brings the command that the guard reads out of a statement into the form that the rules are about.</summary>
internal static class MongoMasking
{
    public static Result<MaskPlan> Plan(string statement, MaskProfile profile)
    {
        var verdict = MongoGuard.Check(statement, AccessMode.Write);
        return verdict.Command is { } command
            ? DocumentMasking.Plan((DocumentNode.Map)Node(command.Body), profile)
            : MaskErrors.Refused(new MaskFault(MaskWhy.Doubt, verdict.Position ?? 0, verdict.Subject ?? ""));
    }

    private static DocumentNode Node(MongoValue value) => value switch
    {
        MongoValue.Document document => new DocumentNode.Map(document.Position, [.. document.Fields.Select(f => new DocumentNode.Field(f.Name, f.Position, Node(f.Value)))]),
        MongoValue.Sequence sequence => new DocumentNode.List(sequence.Position, [.. sequence.Items.Select(Node)]),
        MongoValue.Text text => new DocumentNode.Text(text.Position, text.Value),
        MongoValue.Parameter parameter => new DocumentNode.Parameter(parameter.Position),
        _ => new DocumentNode.Other(value.Position),
    };
}
