using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Masking.Mongo;

/// <summary>
/// Follows sensitive fields through a MongoDB command. They may be compared for equality with a parameter and be included in
/// or left out of the result under their own name; anything else that mentions them is refused.
/// </summary>
internal sealed class DocumentRules(FieldMask fields)
{
    private static readonly FrozenSet<string> Joining = Set("$and $or $nor $not $elemMatch");
    private static readonly FrozenSet<string> Unnamed = Set("$text $jsonSchema $where");
    private static readonly FrozenSet<string> KeepsNames = Set("$first $last $push newRoot $replaceWith $mergeObjects");
    private static readonly FrozenSet<string> Setting = Set("$set $unset $setOnInsert $currentDate");

    public MaskFault? Fault { get; private set; }

    /// <summary>A command whose first field is its name: find, aggregate, count, distinct, insert, update, delete or explain.</summary>
    public void Command(DocumentNode.Map body)
    {
        foreach (var field in body.Fields.Skip(1))
            Part(body.Fields[0].Name, field);
        if (body.Fields is [{ Name: "explain", Value: DocumentNode.Map explained }, ..])
            Command(explained);
    }

    private void Part(string command, DocumentNode.Field part)
    {
        switch (part.Name, part.Value)
        {
            case ("filter" or "query" or "q", _):
                Filter(part.Value);
                break;
            case ("projection", DocumentNode.Map projection):
                Projection(projection);
                break;
            case ("sort", _):
                Keys(part.Value);
                break;
            case ("pipeline", _):
                Pipeline(part.Value);
                break;
            case ("key", DocumentNode.Text key):
                Name(key, key.Value, MaskWhy.Repeated);
                break;
            case ("arrayFilters", DocumentNode.List filters):
                Each(filters, Filter);
                break;
            case ("updates" or "deletes", DocumentNode.List changes):
                Each(changes, c => Each(c, f => Part(part.Name, f)));
                break;
            case ("u", DocumentNode.Map update):
                Update(update);
                break;
            case ("u", _):
                Pipeline(part.Value);
                break;
            case ("let", _):
                Expression(part.Value, part.Name);
                break;
            case ("hint", _):
                Refuse(MaskWhy.Order, part.Position, part.Name);
                break;
            case ("documents", _) when command == "insert":
                break;
            case (_, DocumentNode.Map or DocumentNode.List) when part.Name is not ("collation" or "cursor"):
                Refuse(MaskWhy.Doubt, part.Position, part.Name);
                break;
        }
    }

    private void Filter(DocumentNode filter) => Each(filter, field =>
    {
        if (field.Name == "$expr")
            Expression(field.Value, field.Name);
        else if (Unnamed.Contains(field.Name))
            Refuse(MaskWhy.Clause, field.Position, field.Name);
        else if (Joining.Contains(field.Name))
            Conditions(field.Value);
        else if (fields.Find(field.Name) is not null)
            Equality(field);
        else if (field.Name.StartsWith('$'))
            Literal(field.Value);
        else if (field.Value is DocumentNode.Map { Fields: [{ Name: ['$', ..] }, ..] })
            Filter(field.Value);
        else
            Literal(field.Value);
    });

    private void Conditions(DocumentNode value)
    {
        if (value is DocumentNode.List list)
            Each(list, Filter);
        else
            Filter(value);
    }

    /// <summary><c>{ phone: @p }</c>, <c>{ phone: { $eq: @p } }</c> or <c>{ phone: { $in: [@p, @q] } }</c>.</summary>
    private void Equality(DocumentNode.Field field)
    {
        var holds = field.Value is DocumentNode.Parameter
            or DocumentNode.Map { Fields: [{ Name: "$eq", Value: DocumentNode.Parameter }] }
            || (field.Value is DocumentNode.Map { Fields: [{ Name: "$in" or "$nin", Value: DocumentNode.List list }] } && list.Items.All(i => i is DocumentNode.Parameter));
        if (!holds)
            Refuse(MaskWhy.Comparison, field.Position, field.Name);
    }

    /// <summary>A document compared as a whole is ordered by its fields, so that none of them may be sensitive.</summary>
    private void Literal(DocumentNode value)
    {
        if (value is DocumentNode.List list)
            Each(list, Literal);
        Each(value, field =>
        {
            if (fields.Find(field.Name) is not null)
                Refuse(MaskWhy.Comparison, field.Position, field.Name);
            Literal(field.Value);
        });
    }

    private void Projection(DocumentNode.Map projection) => Each(projection, field =>
    {
        if (fields.Find(field.Name) is not null && field.Value is not (DocumentNode.Other or DocumentNode.Parameter))
            Refuse(MaskWhy.Expression, field.Position, field.Name);
        Expression(field.Value, field.Name);
    });

    private void Keys(DocumentNode keys) => Each(keys, field =>
    {
        if (fields.Find(field.Name) is not null || fields.IsParent(field.Name))
            Refuse(MaskWhy.Order, field.Position, field.Name);
        Expression(field.Value, field.Name);
    });

    private void Pipeline(DocumentNode pipeline)
    {
        if (pipeline is DocumentNode.List stages)
            Each(stages, stage => Each(stage, Stage));
        else
            Refuse(MaskWhy.Doubt, pipeline.Position, "pipeline");
    }

    private void Stage(DocumentNode.Field stage)
    {
        switch (stage.Name)
        {
            case "$match":
                Filter(stage.Value);
                break;
            case "$sort":
                Keys(stage.Value);
                break;
            case "$project" or "$addFields" or "$set" when stage.Value is DocumentNode.Map projection:
                Projection(projection);
                break;
            case "$unset":
                break;
            case "$facet":
                Each(stage.Value, f => Pipeline(f.Value));
                break;
            case "$unwind":
                Unwind(stage.Value);
                break;
            case "$lookup" or "$unionWith" or "$graphLookup" or "$geoNear":
                Each(stage.Value, Joined);
                break;
            default:
                Expression(stage.Value, stage.Name);
                break;
        }
    }

    private void Joined(DocumentNode.Field field)
    {
        if (field.Name == "pipeline")
            Pipeline(field.Value);
        else if (field.Name is "query" or "restrictSearchWithMatch")
            Filter(field.Value);
        else if (field.Name is not ("from" or "coll" or "as"))
            Expression(field.Value, field.Name);
    }

    /// <summary>One document becomes as many as an array has items, and they keep their names.</summary>
    private void Unwind(DocumentNode value)
    {
        var path = value is DocumentNode.Map map ? map.Find("path") : value;
        if (path is DocumentNode.Text text && fields.Find(text.Value.TrimStart('$')) is not null)
            Refuse(MaskWhy.Expression, text.Position, text.Value);
    }

    private void Expression(DocumentNode value, string under)
    {
        switch (value)
        {
            case DocumentNode.Text text:
                Text(text, under);
                break;
            case DocumentNode.List list:
                Each(list, i => Expression(i, under));
                break;
            case DocumentNode.Map map:
                Each(map, Operator);
                break;
        }
    }

    private void Operator(DocumentNode.Field field)
    {
        if (field.Name == "$objectToArray" || (field.Name == "$getField" && !IsFixed(field.Value)))
            Refuse(MaskWhy.WholeRow, field.Position, field.Name);
        if (field.Name is "sortBy" or "$sort")
            Keys(field.Value);
        else
            Expression(field.Value, field.Name);
    }

    /// <summary>Whether the name of a field that is fetched stands in the text.</summary>
    private static bool IsFixed(DocumentNode value) =>
        value is DocumentNode.Text { Value: not ['$', ..] } or DocumentNode.Map { Fields: [{ Name: "$literal", Value: DocumentNode.Text }] }
        || (value is DocumentNode.Map map && map.Find("field") is { } name && IsFixed(name));

    private void Text(DocumentNode.Text text, string under)
    {
        if (text.Value is "$$ROOT" or "$$CURRENT")
        {
            if (under.StartsWith('$') ? !KeepsNames.Contains(under) : under == "_id")
                Refuse(MaskWhy.WholeRow, text.Position, text.Value);
        }
        else
            Name(text, text.Value.TrimStart('$'), MaskWhy.Expression);
    }

    private void Name(DocumentNode at, string path, MaskWhy why)
    {
        if (fields.Find(path) is not null || fields.IsParent(path))
            Refuse(why, at.Position, path);
    }

    private void Update(DocumentNode.Map update) => Each(update, change =>
    {
        if (change.Name.StartsWith('$') && !Setting.Contains(change.Name))
            Each(change.Value, Changed);
    });

    private void Changed(DocumentNode.Field field)
    {
        if (fields.Find(field.Name) is not null || fields.IsParent(field.Name))
            Refuse(MaskWhy.Comparison, field.Position, field.Name);
        if (field.Value is DocumentNode.Text text)
            Name(text, text.Value, MaskWhy.Comparison);
        Filter(field.Value);
    }

    private static void Each(DocumentNode value, Action<DocumentNode.Field> act)
    {
        if (value is DocumentNode.Map map)
        {
            foreach (var field in map.Fields)
                act(field);
        }
    }

    private static void Each(DocumentNode.List list, Action<DocumentNode> act)
    {
        foreach (var item in list.Items)
            act(item);
    }

    private void Refuse(MaskWhy why, int position, string subject) => Fault ??= new MaskFault(why, position, subject);

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
