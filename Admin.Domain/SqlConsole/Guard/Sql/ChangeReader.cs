using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Conditions;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>
/// Judges a change: INSERT and REPLACE by their form, UPDATE, DELETE and MERGE by how much their condition narrows them down.
/// Only the change's own condition counts, never one of a subquery or of a common table.
/// </summary>
internal sealed class ChangeReader(EngineKind engine, string text, TokenList tokens, HashSet<int> names, IReadOnlySet<int>? columns = null)
{
    private static readonly FrozenSet<string> Before =
        "LOW_PRIORITY HIGH_PRIORITY DELAYED IGNORE OR ROLLBACK ABORT FAIL REPLACE".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public Verdict Read(int at, QueryType type)
    {
        names.Add(at);
        if (type is QueryType.Insert or QueryType.Replace or QueryType.Merge)
            NoteTable(at);
        return type switch
        {
            QueryType.Replace when engine is not (EngineKind.Mysql or EngineKind.Sqlite) => NotAllowed(at, type),
            QueryType.Merge when engine is not (EngineKind.Postgresql or EngineKind.Sqlserver) => NotAllowed(at, type),
            QueryType.Merge => new MergeReader(this, tokens).Read(at),
            QueryType.Update or QueryType.Delete => Rows(at, type),
            _ => Verdict.Allow(type),
        };
    }

    /// <summary>The verdict on a condition that begins at a token, and the token behind it.</summary>
    public Verdict Judge(int at, QueryType type, IReadOnlyList<Token> target, bool linked, out int end)
    {
        var cursor = new Cursor(tokens, at);
        var part = new ConditionReader(new ConditionScope(engine, text, target, linked, columns), cursor).Read();
        end = cursor.At;
        if (cursor.Fault is { } fault)
            return Verdict.Block(GuardCodes.NotUnderstood, tokens[Math.Min(fault, tokens.Count - 1)].Start, null, type);
        return part.Judgement.Yes switch
        {
            Truth.Row => Verdict.Allow(type),
            Truth.Suspicious => Verdict.Warn(GuardCodes.WhereSuspicious, type, part.Judgement.At),
            Truth.Constant or Truth.True or Truth.False => Verdict.Block(GuardCodes.WhereAlwaysTrue, part.Judgement.At, null, type),
        };
    }

    private static bool IsBehind(Token token) => token.Kind == TokenKind.Word && ConditionWords.Behind.Contains(token.Key);

    private Verdict NotAllowed(int at, QueryType type) => Verdict.Block(GuardCodes.StatementNotAllowed, tokens[at].Start, tokens[at].Key, type);

    /// <summary>The change's own INTO is no SELECT INTO, and the table behind it may stand before a bracket like a function.</summary>
    private void NoteTable(int at)
    {
        var name = at + 1;
        while (tokens[name].Kind == TokenKind.Word && Before.Contains(tokens[name].Key))
            name++;
        if (tokens[name].IsWord("INTO"))
            names.Add(name++);
        while (tokens[name + 1].IsSymbol("."))
            name += 2;
        names.Add(name);
    }

    private Verdict Rows(int at, QueryType type)
    {
        var where = Find("WHERE", at);
        if (where < 0)
            return Verdict.Block(GuardCodes.WhereMissing, tokens[at].Start, null, type);
        if (tokens[where + 1].IsWord("CURRENT") && tokens[where + 2].IsWord("OF"))
            return Verdict.Block(GuardCodes.ProceduralCode, tokens[where + 1].Start, "CURRENT OF", type);
        if (where + 1 == tokens.Count)
            return Verdict.Block(GuardCodes.NotUnderstood, tokens[where].Start, null, type);
        var target = ChangeTarget.Read(tokens, at);
        var verdict = Judge(where + 1, type, Targets(target, where), IsLinked(target, where), out var end);
        if (verdict.Blocked)
            return verdict;
        if (end < tokens.Count && !IsBehind(tokens[end]))
            return Verdict.Block(GuardCodes.NotUnderstood, tokens[end].Start, tokens[end].Key, type);
        return verdict with { Change = Shape(at, type, target, where, end) };
    }

    private int Find(string word, int from, int to = int.MaxValue)
    {
        for (var i = from; i < tokens.Count && i < to; i = tokens.Next(i))
        {
            if (tokens[i].IsWord(word) && !tokens[i - 1].IsSymbol("."))
                return i;
        }
        return -1;
    }

    /// <summary>In PostgreSQL and SQLite the WHERE is all that ties other tables to the changed one; in SQL Server a join may.</summary>
    private bool IsLinked(ChangeTarget target, int where) => engine switch
    {
        EngineKind.Postgresql or EngineKind.Sqlite => Find("FROM", target.End, where) > 0 || Find("USING", target.End, where) > 0,
        EngineKind.Sqlserver => Find("FROM", target.End, where) > 0 && Find("JOIN", target.End, where) < 0 && Find("APPLY", target.End, where) < 0,
        EngineKind.Mysql or EngineKind.Mongodb => false,
    };

    /// <summary>In SQL Server the changed table may get its alias in the FROM behind.</summary>
    private List<Token> Targets(ChangeTarget target, int where)
    {
        var found = target.Tokens(tokens).ToList();
        var from = engine == EngineKind.Sqlserver ? Find("FROM", target.End, where) : -1;
        for (var i = from; i > 0 && i < where; i = tokens.Next(i))
        {
            var alias = tokens[i + 1].IsWord("AS") ? i + 2 : i + 1;
            if (tokens[i].IsName && tokens[i].Key.Equals(found[0].Key, StringComparison.OrdinalIgnoreCase) && tokens[alias].IsName && alias < where)
                found.Add(tokens[alias]);
        }
        return found;
    }

    private ChangeShape? Shape(int at, QueryType type, ChangeTarget target, int where, int end)
    {
        var sets = type == QueryType.Update;
        var plain = at == 0 && target.Plain && (end == tokens.Count || tokens[end].IsWord("RETURNING"))
            && (sets ? tokens[target.End].IsWord("SET") && IsSetOnly(target.End, where) : target.End == where && tokens[at + 1].IsWord("FROM"));
        if (!plain)
            return null;
        var alias = target.Alias > 0 ? Span(target.Alias, target.Alias) : (TextSpan?)null;
        return new ChangeShape(type, Span(target.From, target.To), alias, Span(where + 1, end - 1), sets ? Assignments(target.End + 1, where) : []);
    }

    private bool IsSetOnly(int set, int where) => Find("FROM", set, where) < 0 && Find("OUTPUT", set, where) < 0;

    private List<Assignment> Assignments(int at, int end)
    {
        var found = new List<Assignment>();
        while (at < end)
        {
            var next = at;
            while (next < end && !tokens[next].IsSymbol(","))
                next = tokens.Next(next);
            var equals = at;
            while (equals < next && (tokens[equals].IsName || tokens[equals].IsSymbol(".")))
                equals++;
            if (equals == at || equals + 1 >= next || !tokens[equals].IsSymbol("="))
                return [];
            found.Add(new Assignment(Span(at, equals - 1), Span(equals + 1, next - 1)));
            at = next + 1;
        }
        return found;
    }

    private TextSpan Span(int from, int to) => new(tokens[from].Start, tokens[to].Start + tokens[to].Length - tokens[from].Start);
}
