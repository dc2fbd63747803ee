using Admin.Domain.SqlConsole.Guard.Lexing;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>The tokens of one statement with what masking asks of them: folded names, labels behind AS, enclosing brackets.</summary>
internal sealed class StatementView
{
    private readonly string _text;
    private readonly TokenList _tokens;
    private readonly bool[] _labels;
    private readonly bool[] _doubtful;
    private readonly int[] _outer;
    private readonly string[] _names;

    private StatementView(EngineKind engine, string text, TokenList tokens)
    {
        (Engine, _text, _tokens) = (engine, text, tokens);
        _labels = Labels();
        (_outer, _doubtful) = Levels();
        _names = new string[Count];
        for (var i = 0; i < Count; i++)
            _names[i] = ReadName(i);
    }

    public EngineKind Engine { get; }

    public int Count => _tokens.Count;

    public Token this[int i] => _tokens[i];

    public Span All => new(0, Count);

    /// <summary>Null for a text that does not read to its end or holds more than one statement.</summary>
    public static StatementView? Read(EngineKind engine, string text)
    {
        var lexed = SqlLexer.Read(text, LexRules.Of(engine));
        if (lexed.Fault is not null || OneStatement.Find(lexed.Tokens, out var count) is not null)
            return null;
        return new StatementView(engine, text, new TokenList(lexed.Tokens, count));
    }

    public IReadOnlySet<string> Mentioned()
    {
        var names = _names.Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.Text)
                names.Add(Fold(Content(i)));
        }
        return names;
    }

    /// <summary>The folded name at an index, or empty. A text counts where the dialect takes it for a name.</summary>
    public string Name(int i) => i >= 0 && i < Count ? _names[i] : "";

    /// <summary>The folded name of a table or alias, which SQLite and MySQL also take in quotes of a text.</summary>
    public string SourceName(int i) => this[i].Kind == TokenKind.Text ? Fold(Content(i)) : Name(i);

    public bool IsWord(int i, string key) => _tokens[i].IsWord(key) && !IsLabel(i) && !IsMember(i);

    public bool IsWord(int i, IReadOnlySet<string> keys) =>
        _tokens[i].Kind == TokenKind.Word && keys.Contains(_tokens[i].Key) && !IsLabel(i) && !IsMember(i);

    public bool IsSymbol(int i, string key) => _tokens[i].IsSymbol(key);

    public bool IsParameter(int i) => _tokens[i].Kind == TokenKind.Parameter;

    /// <summary>Whether the token is the name given behind AS, which may be any word.</summary>
    public bool IsLabel(int i) => i >= 0 && i < Count && _labels[i];

    public bool IsMember(int i) => IsSymbol(i - 1, ".");

    /// <summary>Whether an AND or OR may belong to a BETWEEN or a CASE and so does not simply join two conditions.</summary>
    public bool IsDoubtful(int joint) => _doubtful[joint];

    /// <summary>The index of the bracket around a token, or -1.</summary>
    public int Outer(int i) => _outer[i];

    public int Partner(int i) => _tokens.Partner(i);

    /// <summary>The next token on the same level.</summary>
    public int Next(int i) => IsOpen(i) ? _tokens.Partner(i) + 1 : i + 1;

    public bool IsOpen(int i) => _tokens[i].Kind == TokenKind.Symbol && _tokens[i].Key is "(" or "[" or "{";

    public Span Inside(int open) => new(open + 1, Partner(open));

    /// <summary>The text as written.</summary>
    public string Source(int i) => i >= 0 && i < Count ? _text.Substring(_tokens[i].Start, _tokens[i].Length) : "";

    /// <summary>Where a fault at a token is; behind the text for an index outside.</summary>
    public int Position(int i) => i >= 0 && i < Count ? _tokens[i].Start : _text.Length;

    /// <summary>The first token of a dotted name that ends at an index.</summary>
    public int PathStart(int i)
    {
        while (IsMember(i) && Name(i - 2).Length > 0)
            i -= 2;
        return i;
    }

    private bool[] Labels()
    {
        var labels = new bool[Count];
        for (var i = 1; i < Count; i++)
            labels[i] = _tokens[i - 1].IsWord("AS") && !labels[i - 1] && !_tokens[i - 2].IsSymbol(".") && _tokens[i].Kind != TokenKind.Symbol;
        return labels;
    }

    private (int[] Outer, bool[] Doubtful) Levels()
    {
        var (outer, doubtful) = (new int[Count], new bool[Count]);
        var open = new Stack<Level>([new Level(-1)]);
        for (var i = 0; i < Count; i++)
        {
            if (_tokens[i].Kind == TokenKind.Symbol && _tokens[i].Key is ")" or "]" or "}" && open.Count > 1)
                open.Pop();
            outer[i] = open.Peek().Open;
            if (IsOpen(i))
                open.Push(new Level(i));
            else
                doubtful[i] = open.Peek().Doubts(_tokens[i]);
        }
        return (outer, doubtful);
    }

    private string ReadName(int i) => _tokens[i].Kind switch
    {
        TokenKind.Word or TokenKind.QuotedName => Fold(_tokens[i].Key),
        TokenKind.Text when IsNameText(i) => Fold(Content(i)),
        _ => "",
    };

    private bool IsNameText(int i) => IsLabel(i) || Engine switch
    {
        // Under ANSI_QUOTES, which the server may have set, this is a column.
        EngineKind.Mysql => _text[_tokens[i].Start] == '"',
        EngineKind.Sqlite => IsMember(i) || _tokens[_outer[i] - 1].IsWord("USING"),
        EngineKind.Postgresql or EngineKind.Sqlserver or EngineKind.Mongodb => false,
    };

    private string Content(int i)
    {
        var (start, length) = (_tokens[i].Start, _tokens[i].Length);
        var quote = _text[start + length - 1];
        var first = _text.IndexOf(quote, start, length) + 1;
        return first >= start + length ? "" : _text[first..(start + length - 1)].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal);
    }

    private string Fold(string name) => NameFolding.Fold(name, Engine);

    private sealed class Level(int open)
    {
        private int _pending;
        private bool _unclear;

        public int Open => open;

        public bool Doubts(Token token)
        {
            if (token.IsWord("WHERE") || token.IsWord("ON"))
                (_unclear, _pending) = (false, 0);
            _unclear |= token.IsWord("CASE");
            if (token.IsWord("BETWEEN"))
                _pending++;
            if (token.IsWord("OR"))
                return _unclear || _pending > 0;
            if (!token.IsWord("AND"))
                return false;
            var doubt = _unclear || _pending > 0;
            _pending = Math.Max(0, _pending - 1);
            return doubt;
        }
    }
}
