namespace Admin.Domain.SqlConsole.Guard.Lexing;

/// <summary>Follows brackets, CASE and runs of prefix operators, each of which a recursive parser descends into.</summary>
internal sealed class NestingCounter
{
    private readonly Stack<Token> _open = new();
    private int _run;
    private int _cases;
    private int _operators;
    private bool _closed;

    public int? Open => _open.TryPeek(out var token) ? token.Start : null;

    /// <summary>Whether the innermost open bracket is a square one.</summary>
    public bool InSquare => _open.TryPeek(out var token) && token.Key == "[";

    /// <summary>The code of a refusal, or null.</summary>
    public string? Add(Token token)
    {
        _run = IsPrefix(token) ? _run + 1 : 0;
        CountWords(token);
        if (token.Kind == TokenKind.Symbol && !Bracket(token))
            return GuardCodes.Unreadable;
        _closed = token.IsSymbol(")");
        var deep = _open.Count + _run + _cases > GuardLimits.MaxNesting || _operators > GuardLimits.MaxOperators;
        return deep ? GuardCodes.TooDeep : null;
    }

    private void CountWords(Token token)
    {
        if (token.IsWord("CASE"))
            _cases++;
        else if (token.IsWord("END"))
            _cases = Math.Max(0, _cases - 1);
        else if (token.Kind == TokenKind.Word && token.Key is "AND" or "OR" or "UNION" or "EXCEPT" or "INTERSECT" or "JOIN" or "APPLY" or "COLLATE" or "AT")
            _operators++;
    }

    private static bool IsPrefix(Token token) =>
        token.IsWord("NOT") || (token.Kind == TokenKind.Symbol && token.Key is "-" or "+" or "~" or "!");

    private bool Bracket(Token token)
    {
        switch (token.Key)
        {
            case "(" or "[" or "{":
                _open.Push(token);
                return true;
            case ")" or "]" or "}":
                return _open.TryPop(out var open) && Close(open.Key) == token.Key;
            case "+" or "-" or "*" or "/" or "%" or "|" or "&" or "^":
                _operators++;
                return true;
            case ".":
                _operators += _closed ? 1 : 0;
                return true;
            default:
                return true;
        }
    }

    private static string Close(string open) => open switch { "(" => ")", "[" => "]", _ => "}" };
}
