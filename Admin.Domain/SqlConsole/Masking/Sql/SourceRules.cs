using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Reads the sources of a query: which names carry whole rows, and whether a list of names renames their columns.</summary>
internal sealed class SourceRules(StatementView view, SensitiveNames sensitive, Knowledge known, Marks marks, MaskFindings found, IQueryRules rules)
{
    private static readonly FrozenSet<string> NoAlias = Set("JOIN INNER LEFT RIGHT FULL CROSS NATURAL ON USING APPLY OUTER PIVOT UNPIVOT INDEXED FORCE USE IGNORE TABLESAMPLE PARTITION");
    private static readonly FrozenSet<string> EndsCondition = Set("JOIN INNER LEFT RIGHT FULL CROSS NATURAL OUTER STRAIGHT_JOIN");
    private static readonly FrozenSet<string> Refused = Set("NATURAL PIVOT UNPIVOT INDEXED FORCE USE IGNORE");

    public void Check(Span from)
    {
        var (at, expects, dirty) = (from.Start, true, false);
        while (at < from.End)
        {
            if (view.IsSymbol(at, ",") || view.IsWord(at, "JOIN") || view.IsWord(at, "APPLY") || view.IsWord(at, "STRAIGHT_JOIN"))
                (at, expects) = (at + 1, true);
            else if (expects && (view.IsWord(at, "LATERAL") || view.IsWord(at, "ONLY")) && (view.IsSymbol(at + 1, "(") || view.SourceName(at + 1).Length > 0))
                at++;
            else if (expects)
                (at, expects, dirty) = (Source(at, from.End, out var carries), false, carries);
            else if (view.IsWord(at, "ON"))
                at = Condition(at + 1, from.End);
            else
                at = Other(at, dirty);
        }
    }

    /// <summary>Whether whole rows of a named table may hold sensitive values.</summary>
    private bool IsDirty(string table) =>
        sensitive.IsTable(table) || known.Carries(table) || (sensitive.AnyTable && !known.IsCommonTable(table));

    private int Source(int at, int end, out bool dirty)
    {
        dirty = false;
        if (view.IsSymbol(at, "("))
            return Group(at, end, out dirty);
        if (view.SourceName(at).Length == 0)
        {
            found.Refuse(MaskWhy.Doubt, at);
            return view.Next(at);
        }
        while (view.IsSymbol(at + 1, ".") && at + 2 < end)
        {
            known.AddPlace(at);
            at += 2;
        }
        known.AddPlace(at);
        if (at + 1 < end && view.IsSymbol(at + 1, "("))
            return Call(at, end);
        dirty = IsDirty(view.SourceName(at));
        if (dirty)
            known.AddRow(view.SourceName(at));
        var behind = view.IsSymbol(at + 1, "*") ? at + 2 : at + 1;
        return Alias(behind, end, dirty, dirty);
    }

    private int Group(int open, int end, out bool dirty)
    {
        var inside = view.Inside(open);
        var query = QueryShape.IsQuery(view, open);
        if (query)
            rules.Query(inside, QueryRole.Source);
        else
            Check(inside);
        dirty = MayCarry(inside) || (!query && HoldsDirty(inside));
        return Alias(view.Next(open), end, dirty, dirty);
    }

    private int Call(int name, int end)
    {
        rules.Condition(view.Inside(name + 1), Clause.Other);
        // A full-text table is asked by calling it.
        if (IsDirty(view.SourceName(name)) && sensitive.IsTable(view.SourceName(name)))
            found.Refuse(MaskWhy.WholeRow, name);
        return Alias(view.Next(name + 1), end, dirty: false, renames: false);
    }

    /// <summary>Whether a query may give sensitive values, by name or by asterisk.</summary>
    public bool MayCarry(Span query)
    {
        for (var i = query.Start; i < query.End; i++)
        {
            if (marks.Touches(i) || (view.IsWord(i, "TABLE") && view.SourceName(i + 1).Length > 0))
                return true;
        }
        return false;
    }

    private bool HoldsDirty(Span group)
    {
        for (var i = group.Start; i < group.End; i++)
        {
            if (known.IsPlace(i) && IsDirty(view.SourceName(i)))
                return true;
        }
        return false;
    }

    private int Alias(int at, int end, bool dirty, bool renames)
    {
        if (at >= end)
            return at;
        var behindAs = view.IsWord(at, "AS");
        if (behindAs)
            at++;
        if (at < end && view.SourceName(at).Length > 0 && (behindAs || !view.IsWord(at, NoAlias)))
        {
            Name(at, dirty);
            at++;
        }
        if (at >= end || !view.IsSymbol(at, "(") || view.IsWord(at - 1, "WITH"))
            return at;
        if (renames)
            found.Refuse(MaskWhy.Renamed, at);
        return view.Next(at);
    }

    private void Name(int at, bool dirty)
    {
        known.AddPlace(at);
        if (dirty)
            known.AddRow(view.SourceName(at));
    }

    private int Condition(int at, int end)
    {
        var behind = at;
        while (behind < end && !view.IsSymbol(behind, ",") && !EndsJoin(behind))
            behind = view.Next(behind);
        behind = Math.Min(behind, end);
        rules.Condition(new Span(at, behind), Clause.On);
        return behind;
    }

    /// <summary>LEFT and RIGHT are functions too.</summary>
    private bool EndsJoin(int i) => view.IsWord(i, EndsCondition) && !view.IsSymbol(i + 1, "(");

    private int Other(int at, bool dirty)
    {
        if (view.IsWord(at, Refused))
            found.Refuse(MaskWhy.Clause, at);
        if (view.IsOpen(at))
        {
            rules.Condition(new Span(at, view.Next(at)), Clause.Other);
            return view.Next(at);
        }
        if (view.Name(at).Length > 0 && !view.IsWord(at, NoAlias))
            Name(at, dirty);
        return at + 1;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
