using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>Decides what the statement is, through EXPLAIN, brackets and WITH, and notes the names of its common tables.</summary>
internal sealed class RootReader(Dialect dialect, string text, TokenList tokens, HashSet<int> names, AccessMode mode)
{
    public Verdict Read()
    {
        var first = tokens[0];
        if (first.IsWord("EXPLAIN") || (dialect.Engine == EngineKind.Mysql && (first.IsWord("DESCRIBE") || first.IsWord("DESC"))))
            return Explain(first);
        if (first.IsWord("SHOW") && dialect.Roots.Contains("SHOW"))
            return ShowReader.Read(dialect, tokens);
        return Query(0);
    }

    private Verdict Query(int at)
    {
        var start = at;
        while (tokens[at].IsSymbol("("))
            at++;
        var word = tokens[at];
        if (word.Kind != TokenKind.Word)
            return Verdict.Block(GuardCodes.StatementNotAllowed, word.Start);
        if (word.Key == "WITH")
            return With(at);
        if (Keywords.Changes.Contains(word.Key))
            return start == at ? Change(at) : Verdict.Block(GuardCodes.NotUnderstood, word.Start);
        if (!dialect.Roots.Contains(word.Key) || !Keywords.Queries.Contains(word.Key))
            return Verdict.Block(Keywords.Refusal(word.Key), word.Start, word.Key, Keywords.Type(word.Key));
        return Verdict.Allow(Keywords.Type(word.Key));
    }

    private Verdict With(int at)
    {
        if (!CommonTables.TryRead(tokens, at, names, out var main, out var fault))
            return fault;
        return tokens[main].IsWord("WITH") ? Verdict.Block(GuardCodes.NotUnderstood, tokens[main].Start) : Query(main);
    }

    private Verdict Change(int at)
    {
        var word = tokens[at];
        var type = Keywords.Type(word.Key);
        if (mode == AccessMode.ReadOnly)
            return Verdict.Block(GuardCodes.WriteNotAllowed, word.Start, word.Key, type);
        return new ChangeReader(dialect.Engine, text, tokens, names).Read(at, type);
    }

    private Verdict Explain(Token first)
    {
        var at = 1;
        while (IsOption(at))
            at = tokens.Next(at);
        if (at >= tokens.Count)
            return Verdict.Block(GuardCodes.NotUnderstood, first.Start, first.Key, QueryType.Explain);
        if (dialect.Engine == EngineKind.Mysql && !IsStatement(at))
            return DescribeTable(at);
        var inner = new RootReader(dialect, text, tokens, names, AccessMode.ReadOnly).Query(at);
        return inner.Blocked ? inner : Verdict.Allow(QueryType.Explain);
    }

    private Verdict DescribeTable(int at)
    {
        if (tokens[at].IsWord("FOR"))
            return Verdict.Block(GuardCodes.OtherSessions, tokens[at].Start, null, QueryType.Explain);
        for (var i = at; i < tokens.Count; i++)
        {
            if (!tokens[i].IsName && tokens[i].Kind != TokenKind.Text && !tokens[i].IsSymbol("."))
                return Verdict.Block(GuardCodes.NotUnderstood, tokens[i].Start, null, QueryType.Describe);
        }
        return Verdict.Allow(QueryType.Describe);
    }

    private bool IsOption(int at)
    {
        var token = tokens[at];
        return dialect.Engine switch
        {
            EngineKind.Postgresql => token.IsWord("ANALYZE") || token.IsWord("ANALYSE") || token.IsWord("VERBOSE") || IsOptionList(at),
            EngineKind.Mysql => token.IsWord("ANALYZE") || token.IsWord("EXTENDED") || token.IsWord("PARTITIONS") || IsFormat(at),
            EngineKind.Sqlite => (at == 1 && token.IsWord("QUERY")) || (at == 2 && token.IsWord("PLAN")),
            EngineKind.Sqlserver or EngineKind.Mongodb => false,
        };
    }

    private bool IsOptionList(int at) =>
        at == 1 && tokens[at].IsSymbol("(") && !Keywords.Queries.Contains(tokens[at + 1].Key) && !tokens[at + 1].IsSymbol("(");

    private bool IsFormat(int at) =>
        tokens[at].IsWord("FORMAT") || (tokens[at].IsSymbol("=") && tokens[at - 1].IsWord("FORMAT"))
        || (tokens[at - 1].IsSymbol("=") && tokens[at - 2].IsWord("FORMAT"));

    private bool IsStatement(int at) =>
        tokens[at].IsSymbol("(") || Keywords.Queries.Contains(tokens[at].Key) || Keywords.Changes.Contains(tokens[at].Key);
}
