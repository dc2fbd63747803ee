using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Masking.Mongo;

/// <summary>Plans the masking of one MongoDB command.</summary>
internal static class DocumentMasking
{
    /// <param name="command">A command document; its first field is the command's name and its value the collection.</param>
    public static Result<MaskPlan> Plan(DocumentNode.Map command, MaskProfile profile)
    {
        var mentioned = new HashSet<string>(StringComparer.Ordinal);
        Collect(command, mentioned);
        var fields = new FieldMask(profile, mentioned);
        if (!fields.Active)
            return MaskPlan.ShowsAll;
        var rules = new DocumentRules(fields);
        rules.Command(command);
        return rules.Fault is { } fault ? MaskErrors.Refused(fault) : MaskPlan.ForDocuments(fields);
    }

    /// <summary>Every text could be the name of a collection.</summary>
    private static void Collect(DocumentNode node, HashSet<string> names)
    {
        switch (node)
        {
            case DocumentNode.Text text:
                names.Add(FieldMask.Fold(text.Value));
                break;
            case DocumentNode.List list:
                foreach (var item in list.Items)
                    Collect(item, names);
                break;
            case DocumentNode.Map map:
                foreach (var field in map.Fields)
                    Collect(field.Value, names);
                break;
        }
    }
}
