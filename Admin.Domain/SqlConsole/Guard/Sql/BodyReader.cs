using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>Looks at every token of a statement of an allowed shape for what must not stand anywhere inside it.</summary>
internal sealed class BodyReader(Dialect dialect, TokenList tokens, HashSet<int> names, QueryType type)
{
    private readonly bool _reads = type is not (QueryType.Insert or QueryType.Update or QueryType.Delete or QueryType.Merge or QueryType.Replace);
    private readonly FieldCalls? _fields = dialect.Engine == EngineKind.Postgresql ? new FieldCalls(dialect, tokens) : null;

    public Verdict? Fault()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Fault(i) is { } fault)
                return fault;
        }
        return null;
    }

    private Verdict? Fault(int i)
    {
        var token = tokens[i];
        if (token.IsWord("WITH") && i > 0 && tokens[i - 1].IsSymbol("(") && !names.Contains(i + 1)
            && !CommonTables.TryRead(tokens, i, names, out _, out var fault))
            return fault;
        if (token.IsSymbol(":="))
            return Block(GuardCodes.VariableAssignment, token);
        if (token.Kind == TokenKind.Word && !IsMember(i) && !names.Contains(i) && Word(i, token) is { } word)
            return word;
        if (token.IsName && SystemTables.IsOutOfReach(dialect, tokens, i))
            return Block(GuardCodes.SystemTable, token, token.Key.ToLowerInvariant());
        if (_fields?.IsCall(i) == true)
            return Block(GuardCodes.FunctionNotAllowed, token, token.Key.ToLowerInvariant());
        return tokens[i + 1].IsSymbol("(") ? Call(i, token) : null;
    }

    private Verdict? Word(int i, Token token) => token.Key switch
    {
        "INSERT" or "UPDATE" or "DELETE" or "MERGE" => Changing(i, token),
        "REPLACE" when !tokens[i + 1].IsSymbol("(") && (_reads || !tokens[i - 1].IsWord("OR")) =>
            Block(_reads ? GuardCodes.WriteNotAllowed : GuardCodes.NotUnderstood, token),
        "INTO" => Block(tokens[i + 1].Key is "OUTFILE" or "DUMPFILE" ? GuardCodes.FileAccess : GuardCodes.SelectInto, token),
        "FOR" when tokens[i + 1].Key is "UPDATE" or "SHARE" or "NO" or "KEY" => Block(GuardCodes.LockingRead, token),
        "LOCK" or "PROCEDURE" when dialect.Engine == EngineKind.Mysql =>
            Block(token.Key == "LOCK" ? GuardCodes.LockingRead : GuardCodes.ProceduralCode, token),
        "OUTFILE" or "DUMPFILE" when dialect.Engine == EngineKind.Mysql => Block(GuardCodes.FileAccess, token),
        "NEXT" or "PREVIOUS" when tokens[i + 1].IsWord("VALUE") => Block(GuardCodes.WriteNotAllowed, token),
        _ => null,
    };

    private Verdict? Changing(int i, Token token)
    {
        if (token.Key == "UPDATE" && tokens[i - 1].IsWord("FOR"))
            return Block(GuardCodes.LockingRead, token);
        if (_reads)
            return Block(GuardCodes.WriteNotAllowed, token);
        var upsert = token.Key == "UPDATE" && type == QueryType.Insert && (tokens[i - 1].IsWord("DO") || tokens[i - 1].IsWord("KEY"));
        var action = type == QueryType.Merge && token.Key != "MERGE" && tokens[i - 1].IsWord("THEN");
        return upsert || action ? null : Block(GuardCodes.NotUnderstood, token);
    }

    private Verdict? Call(int i, Token token)
    {
        if (token.Kind == TokenKind.Text)
            return Block(GuardCodes.NotUnderstood, token);
        if (!token.IsName || names.Contains(i) || (tokens[i - 1].IsWord("AS") && !IsMember(i - 1)))
            return null;
        if (token.Kind == TokenKind.Word && !IsMember(i) && IsSyntax(i, token.Key))
            return null;
        return Harmless(i, token) ? null : Block(GuardCodes.FunctionNotAllowed, token, token.Key.ToLowerInvariant());
    }

    private bool IsSyntax(int i, string word)
    {
        if (Keywords.Reserved.Contains(word) || (i == 0 && (word is "EXPLAIN" or "DESCRIBE" or "DESC")))
            return true;
        // In MySQL alone, MATCH (columns) begins an expression.
        if (word == "MATCH" && dialect.Engine == EngineKind.Mysql)
            return true;
        if (word is "BERNOULLI" or "SYSTEM")
            return tokens[i - 1].IsWord("TABLESAMPLE");
        if (!_reads && word is "CONFLICT" or "INSERT")
            return tokens[i - 1].IsWord(word == "INSERT" ? "THEN" : "ON");
        return Keywords.BehindOperand.Contains(word) && EndsOperand(tokens[i - 1].IsWord("NOT") ? i - 2 : i - 1);
    }

    private bool EndsOperand(int i) => tokens[i].Kind switch
    {
        TokenKind.Symbol => tokens[i].Key is "]" or "*" || (tokens[i].Key == ")" && !IsDistinctOn(i)),
        TokenKind.Word => IsMember(i) || !Keywords.BeforeExpression.Contains(tokens[i].Key),
        TokenKind.QuotedName or TokenKind.Text or TokenKind.Number or TokenKind.Parameter or TokenKind.Variable => true,
    };

    /// <summary>Behind <c>DISTINCT ON (…)</c> an expression begins.</summary>
    private bool IsDistinctOn(int close) => tokens[tokens.Partner(close) - 1].IsWord("ON") && tokens[tokens.Partner(close) - 2].IsWord("DISTINCT");

    private bool Harmless(int i, Token token)
    {
        var builtIn = !IsMember(i) || (dialect.Engine == EngineKind.Postgresql && tokens[i - 2].IsWord("PG_CATALOG") && !IsMember(i - 2));
        return builtIn && dialect.IsHarmless(token);
    }

    /// <summary>Whether the name at an index follows a dot: <c>t.update</c> is a column.</summary>
    private bool IsMember(int i) => tokens[i - 1].IsSymbol(".");

    private Verdict Block(string code, Token token, string? subject = null)
    {
        var word = subject ?? token.Key;
        if (word.Length > GuardLimits.MaxSubjectLength)
            word = word[..GuardLimits.MaxSubjectLength];
        return Verdict.Block(code, token.Start, word, type);
    }
}
