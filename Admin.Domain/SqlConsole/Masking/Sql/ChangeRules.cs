using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>
/// INSERT, UPDATE, DELETE and MERGE by a masked reader: a sensitive column may be set from parameters and literals, never
/// read into another place.
/// </summary>
internal sealed class ChangeRules(StatementView view, QueryRules rules)
{
    private static readonly FrozenSet<string> Parts =
        "INSERT REPLACE INTO UPDATE DELETE MERGE FROM USING ON WHERE SET VALUES SELECT TABLE WITH OUTPUT RETURNING WHEN ORDER LIMIT".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public void Check(Span change)
    {
        var at = change.Start;
        while (at < change.End)
        {
            if (view.IsWord(at, "WITH"))
                at = rules.CommonTables(new Span(at, change.End));
            else if (view.IsWord(at, "SELECT") || view.IsWord(at, "TABLE") || QueryShape.IsQuery(view, at))
                at = Query(at, change.End);
            else
                at = Part(at, change.End);
        }
    }

    private int Query(int at, int end)
    {
        var behind = at;
        while (behind < end && !(view.IsWord(behind, "RETURNING") || (view.IsWord(behind, "ON") && IsConflict(behind + 1))))
            behind = view.Next(behind);
        behind = Math.Min(behind, end);
        rules.Query(new Span(at, behind), QueryRole.Operand);
        return behind;
    }

    private bool IsConflict(int i) => view.IsWord(i, "CONFLICT") || view.IsWord(i, "DUPLICATE");

    private int Part(int at, int end)
    {
        var behind = QueryShape.Until(view, at + 1, end, Parts);
        var content = new Span(at + 1, behind);
        switch (view[at].Key)
        {
            case "INTO" or "INSERT" or "REPLACE" or "MERGE":
                Target(content);
                break;
            case "UPDATE" when IsAssigning(at):
                rules.Condition(content, Clause.Set);
                break;
            case "FROM" or "USING" or "UPDATE" or "DELETE" when !content.IsEmpty && !view.IsWord(at - 1, "DISTINCT"):
                rules.Sources(content);
                break;
            case "ON" or "WHERE":
                rules.Condition(content, view.IsWord(at, "ON") ? IsConflict(at + 1) ? Clause.Other : Clause.On : Clause.Where);
                break;
            case "SET":
                rules.Condition(content, Clause.Set);
                break;
            case "OUTPUT" or "RETURNING":
                rules.Result(QueryShape.Split(view, content));
                break;
            default:
                rules.Condition(content, Clause.Other);
                break;
        }
        return behind;
    }

    private bool IsAssigning(int update) => view.IsWord(update - 1, "KEY");

    /// <summary><c>[schema.]table [AS alias] [(columns)]</c>; the columns are only set.</summary>
    private void Target(Span target)
    {
        var at = target.Start;
        while (at < target.End && !view.IsSymbol(at, "("))
            at++;
        rules.Sources(new Span(target.Start, at));
        if (at < target.End && view.Next(at) < target.End)
            rules.Condition(new Span(view.Next(at), target.End), Clause.Other);
    }
}
