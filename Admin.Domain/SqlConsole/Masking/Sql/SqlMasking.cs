using System.Collections.Frozen;
using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Plans the masking of one SQL statement.</summary>
internal static class SqlMasking
{
    /// <summary>Each reading can teach a name that the one before missed; more than this is a statement nobody writes.</summary>
    private const int MaxReadings = 5;

    private static readonly FrozenSet<string> Changes = Set("INSERT UPDATE DELETE MERGE REPLACE");
    private static readonly FrozenSet<string> Roots = Set("SELECT VALUES TABLE WITH INSERT UPDATE DELETE MERGE REPLACE");

    public static Result<MaskPlan> Plan(EngineKind engine, string statement, MaskProfile profile)
    {
        if (StatementView.Read(engine, statement) is not { } view)
            return MaskErrors.Refused(new MaskFault(MaskWhy.Doubt, 0, ""));
        for (var i = 0; i < view.Count; i++)
        {
            if (ValueCatalogs.Holds(view.SourceName(i)))
                return MaskErrors.Refused(new MaskFault(MaskWhy.Catalog, view.Position(i), view.Source(i)));
        }
        var sensitive = new SensitiveNames(profile, engine, view.Mentioned());
        return sensitive.Active ? Plan(view, sensitive) : MaskPlan.ShowsAll;
    }

    private static Result<MaskPlan> Plan(StatementView view, SensitiveNames sensitive)
    {
        var explains = view.IsWord(0, "EXPLAIN") || view.IsWord(0, "DESCRIBE") || view.IsWord(0, "DESC");
        var start = 0;
        while (explains && start < view.Count && !view.IsWord(start, Roots) && !QueryShape.IsQuery(view, start))
            start = view.Next(start);
        if (view.IsWord(0, "SHOW") || start >= view.Count)
            return Describing(view, sensitive);
        var found = Read(view, sensitive, new Span(start, view.Count), out var changes, out var touches);
        if (found.Fault is { } fault)
            return MaskErrors.Refused(fault);
        return explains ? MaskPlan.ForErrorText(touches) : MaskPlan.ForSql(sensitive, found.Items, found.HidesAll, changes || touches);
    }

    /// <summary>Names and types of columns are no secret; a query in the condition would be one.</summary>
    private static Result<MaskPlan> Describing(StatementView view, SensitiveNames sensitive)
    {
        var found = new MaskFindings(view);
        for (var i = 0; i < view.Count; i++)
        {
            if (QueryShape.IsQuery(view, i))
                new QueryRules(view, sensitive, new Knowledge(), found).Condition(new Span(i, view.Next(i)), Clause.Other);
        }
        return found.Fault is { } fault ? MaskErrors.Refused(fault) : MaskPlan.ShowsAll;
    }

    private static MaskFindings Read(StatementView view, SensitiveNames sensitive, Span root, out bool changes, out bool touches)
    {
        var known = new Knowledge();
        changes = IsChange(view, root);
        for (var reading = 1; ; reading++)
        {
            var size = known.Size;
            var found = new MaskFindings(view);
            var rules = new QueryRules(view, sensitive, known, found);
            if (changes)
                new ChangeRules(view, rules).Check(root);
            else
                rules.Query(root, QueryRole.Result);
            touches = rules.Touches(root);
            if (known.Size == size)
                return found;
            if (reading == MaxReadings)
            {
                found.Refuse(MaskWhy.Doubt, root.Start);
                return found;
            }
        }
    }

    /// <summary>Every change has its verb on the outermost level.</summary>
    private static bool IsChange(StatementView view, Span root)
    {
        if (!view.IsWord(root.Start, "WITH"))
            return view.IsWord(root.Start, Changes);
        for (var i = root.Start; i < root.End; i = view.Next(i))
        {
            if (view.IsWord(i, "SELECT") || view.IsWord(i, "VALUES") || view.IsWord(i, "TABLE"))
                return false;
            if (view.IsWord(i, Changes) && !view.IsSymbol(i + 1, "("))
                return true;
        }
        return false;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
