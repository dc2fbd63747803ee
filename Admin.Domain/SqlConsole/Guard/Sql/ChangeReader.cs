using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>Recognises a change of named rows: INSERT, MERGE, and UPDATE or DELETE with a WHERE that can be false.</summary>
internal static class ChangeReader
{
    public static Verdict Read(Dialect dialect, TokenList tokens, int at, HashSet<int> names, QueryType type)
    {
        NoteTarget(tokens, at, names);
        if (type == QueryType.Replace && dialect.Engine == EngineKind.Postgresql)
            return Verdict.Block(GuardCodes.StatementNotAllowed, tokens[at].Start, tokens[at].Key, type);
        if (type is QueryType.Update or QueryType.Delete && WhereFault(tokens, at, type) is { } fault)
            return fault;
        return Verdict.Allow(type);
    }

    /// <summary>The table of <c>INSERT INTO table (columns)</c> stands before a bracket like a function.</summary>
    private static void NoteTarget(TokenList tokens, int at, HashSet<int> names)
    {
        for (var i = at + 1; i <= at + 8 && i < tokens.Count; i++)
        {
            if (tokens[i].IsName && tokens[i + 1].IsSymbol("(") && IsAfterInto(tokens, i))
                names.Add(i);
        }
    }

    private static bool IsAfterInto(TokenList tokens, int i)
    {
        while (tokens[i - 1].IsSymbol("."))
            i -= 2;
        return tokens[i - 1].IsWord("INTO");
    }

    private static Verdict? WhereFault(TokenList tokens, int at, QueryType type)
    {
        var where = at;
        while (where < tokens.Count && !tokens[where].IsWord("WHERE"))
            where = tokens.Next(where);
        if (where >= tokens.Count)
            return Verdict.Block(GuardCodes.WhereMissing, tokens[at].Start, null, type);
        return IsSometimesFalse(tokens, where + 1) ? null : Verdict.Block(GuardCodes.WhereAlwaysTrue, tokens[where].Start, null, type);
    }

    /// <summary>Each arm of an OR on the outer level must name a column; literals alone decide nothing.</summary>
    private static bool IsSometimesFalse(TokenList tokens, int at)
    {
        var named = false;
        for (; at < tokens.Count; at++)
        {
            if (tokens[at].IsWord("OR") && !named)
                return false;
            named = !tokens[at].IsWord("OR") && (named || IsColumn(tokens[at]));
        }
        return named;
    }

    private static bool IsColumn(Token token) =>
        token.Kind == TokenKind.QuotedName || (token.Kind == TokenKind.Word && token.Key is not
            ("TRUE" or "FALSE" or "NULL" or "NOT" or "AND" or "IS" or "IN" or "LIKE" or "BETWEEN" or "EXISTS" or "LIMIT" or "RETURNING" or "ORDER" or "BY" or "SELECT" or "XOR"));
}
