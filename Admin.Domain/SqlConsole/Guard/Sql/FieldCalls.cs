using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Conditions;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>
/// PostgreSQL calls a function that is written like a field: <c>('/etc/passwd'::text).pg_read_file</c>, and, where a function in
/// FROM gives single values, <c>x.pg_ls_dir</c> with its alias. A field in such a place must be known.
/// </summary>
internal sealed class FieldCalls
{
    private static readonly FrozenSet<string> Begins = "FROM JOIN LATERAL USING".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Ends = "SELECT WHERE GROUP ORDER HAVING LIMIT OFFSET UNION EXCEPT INTERSECT SET WINDOW RETURNING".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly Dialect _dialect;
    private readonly TokenList _tokens;

    /// <summary>The names that stand for rows of a function, with the columns they are known to have.</summary>
    private readonly Dictionary<string, HashSet<string>> _rows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>For each open bracket, and outside all, whether sources are listed there.</summary>
    private readonly Stack<bool> _sources = new([false]);

    /// <summary>The last field that was taken from a value rather than a table.</summary>
    private int _taken = -1;

    public FieldCalls(Dialect dialect, TokenList tokens)
    {
        _dialect = dialect;
        _tokens = tokens;
        for (var i = 0; i < tokens.Count; i++)
            Note(i, tokens[i]);
    }

    /// <summary>Whether the name at a place may be a call. To be asked from the first token to the last.</summary>
    public bool IsCall(int i)
    {
        if (!_tokens[i].IsName || !_tokens[i - 1].IsSymbol(".") || _tokens[i + 1].IsSymbol("("))
            return false;
        var owner = _tokens[i - 2];
        if (_taken == i - 2 || owner.Kind is TokenKind.Parameter or TokenKind.Text || owner.IsSymbol(")") || owner.IsSymbol("]"))
        {
            _taken = i;
            return !IsKnown(_tokens[i]);
        }
        return owner.IsName && _rows.TryGetValue(owner.Key, out var columns) && !columns.Contains(Name(_tokens[i])) && !IsKnown(_tokens[i]);
    }

    /// <summary>Fields of what the harmless functions return, and those functions themselves.</summary>
    private bool IsKnown(Token field) => Name(field) is "key" or "value" or "ordinality" || _dialect.IsHarmless(field);

    /// <summary>A name as the server compares it.</summary>
    private static string Name(Token token) => token.Kind == TokenKind.Word ? token.Key.ToLowerInvariant() : token.Key;

    private void Note(int i, Token token)
    {
        if (token.IsSymbol("("))
        {
            if (IsFunction(_tokens[i - 1]) && BeginsSource(i - 1))
                NoteAlias(Name(_tokens[i - 1]), _tokens.Next(i));
            _sources.Push(BeginsBehind(i - 1) || (IsRowsFrom(i) && _sources.Peek()));
        }
        else if (token.IsSymbol(")") && _sources.Count > 1)
            _sources.Pop();
        else if (token.Kind == TokenKind.Word && !_tokens[i - 1].IsSymbol("."))
            NoteWord(i, token.Key);
    }

    private void NoteWord(int i, string word)
    {
        if (Begins.Contains(word) || Ends.Contains(word))
        {
            _sources.Pop();
            _sources.Push(Begins.Contains(word));
        }
        else if (ConditionWords.Constants.Contains(word) && BeginsBehind(i - 1))
            NoteAlias(word.ToLowerInvariant(), i + 1);
    }

    private static bool IsFunction(Token token) => token.IsName && (token.Kind == TokenKind.QuotedName || !Keywords.Reserved.Contains(token.Key));

    private bool BeginsSource(int name)
    {
        while (_tokens[name - 1].IsSymbol("."))
            name -= 2;
        return BeginsBehind(name - 1);
    }

    private bool BeginsBehind(int i) =>
        (_tokens[i].Kind == TokenKind.Word && Begins.Contains(_tokens[i].Key)) || (_sources.Peek() && (_tokens[i].IsSymbol(",") || _tokens[i].IsSymbol("(")));

    private bool IsRowsFrom(int open) => _tokens[open - 1].IsWord("FROM") && _tokens[open - 2].IsWord("ROWS");

    private void NoteAlias(string function, int at)
    {
        // ROWS FROM (f(…)) has its alias behind the outer bracket.
        if (_tokens[at].IsSymbol(")") && IsRowsFrom(_tokens.Partner(at)))
            at++;
        if (_tokens[at].IsWord("WITH") && _tokens[at + 1].IsWord("ORDINALITY"))
            at += 2;
        if (_tokens[at].IsWord("AS"))
            at++;
        if (!_tokens[at].IsName || (_tokens[at].Kind == TokenKind.Word && Keywords.BehindSource.Contains(_tokens[at].Key)))
        {
            Declare(function, [function]);
            return;
        }
        HashSet<string> columns = [Name(_tokens[at])];
        var close = _tokens[at + 1].IsSymbol("(") ? _tokens.Partner(at + 1) : 0;
        for (var i = at + 2; i < close; i++)
        {
            if (_tokens[i].IsName && (_tokens[i - 1].IsSymbol("(") || _tokens[i - 1].IsSymbol(",")))
                columns.Add(Name(_tokens[i]));
        }
        Declare(_tokens[at].Key, columns);
    }

    /// <summary>A name that two queries use has only the columns that both know.</summary>
    private void Declare(string name, HashSet<string> columns)
    {
        if (!_rows.TryAdd(name, columns))
            _rows[name].IntersectWith(columns);
    }
}
