using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Finds the parts of a query by its words on one level. It decides nothing.</summary>
internal static class QueryShape
{
    private static readonly FrozenSet<string> Queries = Set("SELECT VALUES TABLE WITH");
    private static readonly FrozenSet<string> Sets = Set("UNION EXCEPT INTERSECT");
    private static readonly FrozenSet<string> BehindQuery = Set("UNION EXCEPT INTERSECT ORDER LIMIT OFFSET FETCH");
    private static readonly FrozenSet<string> BehindFrom = Set("WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR OPTION RETURNING OUTPUT PROCEDURE LOCK QUALIFY");
    private static readonly FrozenSet<string> BehindItems = Set("INTO WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR OPTION RETURNING PROCEDURE LOCK QUALIFY");
    private static readonly FrozenSet<string> MysqlModifiers =
        Set("STRAIGHT_JOIN HIGH_PRIORITY SQL_SMALL_RESULT SQL_BIG_RESULT SQL_BUFFER_RESULT SQL_NO_CACHE SQL_CACHE SQL_CALC_FOUND_ROWS");

    /// <summary>Whether a bracket opens a query, and not an expression that begins with one.</summary>
    public static bool IsQuery(StatementView view, int open)
    {
        for (var at = open; view.IsSymbol(at, "(");)
        {
            if (view.IsWord(at + 1, Queries))
                return true;
            if (!view.IsSymbol(at + 1, "("))
                return false;
            var behind = view.Next(at + 1);
            if (behind != view.Partner(at) && !view.IsWord(behind, BehindQuery))
                return false;
            at++;
        }
        return false;
    }

    /// <summary>The arms of a query; <paramref name="appends"/> tells whether they are joined by UNION ALL alone.</summary>
    public static List<Span> Arms(StatementView view, Span query, out bool appends)
    {
        appends = true;
        var arms = new List<Span>();
        var start = query.Start;
        for (var i = query.Start; i < query.End; i = view.Next(i))
        {
            if (!view.IsWord(i, Sets))
                continue;
            arms.Add(new Span(start, i));
            var all = view.IsWord(i + 1, "ALL");
            appends &= all && view.IsWord(i, "UNION");
            start = all || view.IsWord(i + 1, "DISTINCT") ? i + 2 : i + 1;
        }
        arms.Add(new Span(start, query.End));
        return arms;
    }

    public static Arm Read(StatementView view, Span arm)
    {
        var none = new Span(arm.End, arm.End);
        if (view.IsSymbol(arm.Start, "("))
            return new Arm(ArmKind.Nested, false, [], [], view.Inside(arm.Start), new Span(view.Next(arm.Start), arm.End));
        if (view.IsWord(arm.Start, "VALUES"))
            return new Arm(ArmKind.Values, false, [], [], none, new Span(arm.Start + 1, arm.End));
        if (view.IsWord(arm.Start, "TABLE"))
        {
            var behind = Until(view, arm.Start + 1, arm.End, BehindFrom);
            return new Arm(ArmKind.Table, false, [], [], new Span(arm.Start + 1, behind), new Span(behind, arm.End));
        }
        return view.IsWord(arm.Start, "SELECT") ? Select(view, arm) : new Arm(ArmKind.Unknown, false, [], [], none, arm);
    }

    /// <summary>The parts of a list between commas.</summary>
    public static List<Span> Split(StatementView view, Span list)
    {
        var parts = new List<Span>();
        var start = list.Start;
        for (var i = list.Start; i < list.End; i = view.Next(i))
        {
            if (!view.IsSymbol(i, ","))
                continue;
            parts.Add(new Span(start, i));
            start = i + 1;
        }
        parts.Add(new Span(start, list.End));
        return parts;
    }

    /// <summary>The first index on the level of a start whose word is one of a set, or the end.</summary>
    public static int Until(StatementView view, int start, int end, FrozenSet<string> words)
    {
        var at = start;
        while (at < end && !view.IsWord(at, words))
            at = view.Next(at);
        return Math.Min(at, end);
    }

    private static Arm Select(StatementView view, Span arm)
    {
        var head = new List<Span>();
        var at = Modifiers(view, arm.Start + 1, head, out var repeats);
        var end = at;
        while (end < arm.End && !view.IsWord(end, BehindItems) && !IsFrom(view, end))
            end = view.Next(end);
        end = Math.Min(end, arm.End);
        var from = IsFrom(view, end) && end < arm.End ? end + 1 : end;
        var rest = from > end ? Until(view, from, arm.End, BehindFrom) : end;
        return new Arm(ArmKind.Select, repeats, head, Split(view, new Span(at, end)), new Span(from, rest), new Span(rest, arm.End));
    }

    /// <summary><c>a IS DISTINCT FROM b</c> is a comparison.</summary>
    private static bool IsFrom(StatementView view, int i) => view.IsWord(i, "FROM") && !view.IsWord(i - 1, "DISTINCT");

    private static int Modifiers(StatementView view, int at, List<Span> head, out bool repeats)
    {
        repeats = false;
        while (true)
        {
            if (view.IsWord(at, "DISTINCT") || view.IsWord(at, "DISTINCTROW"))
            {
                repeats = true;
                at++;
                if (view.IsWord(at, "ON") && view.IsSymbol(at + 1, "("))
                    at = Note(view, at + 1, head);
            }
            else if (view.IsWord(at, "ALL") || (view.Engine == EngineKind.Mysql && view.IsWord(at, MysqlModifiers)))
                at++;
            else if (view.Engine == EngineKind.Sqlserver && view.IsWord(at, "TOP"))
                at = Top(view, at + 1, head);
            else
                return at;
        }
    }

    private static int Top(StatementView view, int at, List<Span> head)
    {
        at = view.IsSymbol(at, "(") ? Note(view, at, head) : at + 1;
        if (view.IsWord(at, "PERCENT"))
            at++;
        return view.IsWord(at, "WITH") && view.IsWord(at + 1, "TIES") ? at + 2 : at;
    }

    private static int Note(StatementView view, int open, List<Span> head)
    {
        head.Add(new Span(open, view.Next(open)));
        return view.Next(open);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
