using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>
/// PostgreSQL calls a function that is written like a field: <c>('/etc/passwd'::text).pg_read_file</c>, and, where a function in
/// FROM gives single values, <c>x.pg_ls_dir</c> with its alias. A field in such a place must be known.
/// </summary>
internal sealed class FieldCalls
{
    private readonly Dialect _dialect;
    private readonly TokenList _tokens;
    /// <summary>The names that stand for rows of a function, with the columns a list behind them declares.</summary>
    private readonly Dictionary<string, HashSet<string>> _rows = new(StringComparer.OrdinalIgnoreCase);

    public FieldCalls(Dialect dialect, TokenList tokens)
    {
        _dialect = dialect;
        _tokens = tokens;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].IsSymbol("(") && IsFunction(tokens[i - 1]) && BeginsSource(i - 1))
                Note(i);
        }
    }

    public bool IsCall(int i)
    {
        if (!_tokens[i].IsName || !_tokens[i - 1].IsSymbol(".") || _tokens[i + 1].IsSymbol("("))
            return false;
        var owner = _tokens[i - 2];
        if (owner.Kind is TokenKind.Parameter or TokenKind.Text || owner.IsSymbol(")") || owner.IsSymbol("]"))
            return !IsKnown(_tokens[i]);
        return owner.IsName && _rows.TryGetValue(owner.Key, out var columns) && !columns.Contains(_tokens[i].Key) && !IsKnown(_tokens[i]);
    }

    /// <summary>Fields of what the harmless functions return, and those functions themselves.</summary>
    private bool IsKnown(Token field) => field.Key.ToUpperInvariant() is "KEY" or "VALUE" or "ORDINALITY" || _dialect.IsHarmless(field);

    private bool BeginsSource(int name)
    {
        while (_tokens[name - 1].IsSymbol("."))
            name -= 2;
        return _tokens[name - 1].IsSymbol(",") || IsRowsFrom(name - 1)
            || _tokens[name - 1] is { Kind: TokenKind.Word, Key: "FROM" or "JOIN" or "LATERAL" or "USING" };
    }

    private static bool IsFunction(Token token) => token.IsName && (token.Kind == TokenKind.QuotedName || !Keywords.Reserved.Contains(token.Key));

    private bool IsRowsFrom(int open) => _tokens[open].IsSymbol("(") && _tokens[open - 1].IsWord("FROM") && _tokens[open - 2].IsWord("ROWS");

    private void Note(int open)
    {
        Add(_tokens[open - 1].Key);
        var at = _tokens.Next(open);
        // ROWS FROM (f(…)) has its alias behind the outer bracket.
        if (_tokens[at].IsSymbol(")") && IsRowsFrom(_tokens.Partner(at)))
            at++;
        if (_tokens[at].IsWord("WITH") && _tokens[at + 1].IsWord("ORDINALITY"))
            at += 2;
        if (_tokens[at].IsWord("AS"))
            at++;
        if (!_tokens[at].IsName || (_tokens[at].Kind == TokenKind.Word && Keywords.BehindSource.Contains(_tokens[at].Key)))
            return;
        var columns = Add(_tokens[at].Key);
        columns.Add(_tokens[at].Key);
        if (!_tokens[at + 1].IsSymbol("("))
            return;
        for (var i = at + 2; i < _tokens.Partner(at + 1); i++)
        {
            if (_tokens[i].IsName && (_tokens[i - 1].IsSymbol("(") || _tokens[i - 1].IsSymbol(",")))
                columns.Add(_tokens[i].Key);
        }
    }

    private HashSet<string> Add(string name)
    {
        if (!_rows.TryGetValue(name, out var columns))
            _rows[name] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return columns;
    }
}
