namespace Admin.Domain.SqlConsole.Guard.Lexing;

/// <summary>
/// Cuts a statement into tokens in one pass, without recursion and without going back, so that its time grows with the
/// text alone. What does not read to its end is refused; nothing is guessed.
/// </summary>
internal sealed class SqlLexer
{
    private readonly string _text;
    private readonly LexRules _rules;
    private readonly List<Token> _tokens = [];
    private readonly NestingCounter _nesting = new();
    private int _at;
    /// <summary>How many tokens there were behind the last <c>E'…'</c>.</summary>
    private int _behindEscapes = -1;
    private Lexed? _refused;

    private SqlLexer(string text, LexRules rules)
    {
        _text = text;
        _rules = rules;
    }

    public static Lexed Read(string text, LexRules rules)
    {
        if (text.Length > GuardLimits.MaxLength)
            return Lexed.Refused(GuardCodes.TooLong, GuardLimits.MaxLength);
        if (Characters.LoneSurrogate(text) is { } lone)
            return Lexed.Refused(GuardCodes.Unreadable, lone);
        return new SqlLexer(text, rules).Read();
    }

    private Lexed Read()
    {
        while (_refused is null && _at < _text.Length)
            Step();
        if (_refused is null && _nesting.Open is { } open)
            Refuse(GuardCodes.Unreadable, open);
        return _refused ?? new Lexed(_tokens, null);
    }

    private void Step()
    {
        var c = _text[_at];
        if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            _at++;
        else if (c < ' ' || c == '\x7f')
            Refuse(GuardCodes.Unreadable, _at);
        else if (!SkipComment(c))
            ReadToken(c);
    }

    private bool SkipComment(char c)
    {
        var next = Peek(1);
        if (c == '-' && next == '-' && (!_rules.DashCommentNeedsSpace || _at + 2 >= _text.Length || Peek(2) <= ' '))
            return SkipLine();
        if (c == '#' && _rules.HashComments)
            return SkipLine();
        return c == '/' && next == '*' && SkipBlock();
    }

    private bool SkipLine()
    {
        var end = _text.IndexOf('\n', _at);
        if (end < 0)
            end = _text.Length;
        // Some servers end a comment at a lone carriage return and some do not, so nobody may hide behind one.
        var lone = _text.IndexOf('\r', _at, end - _at);
        if (lone >= 0 && lone != end - 1)
            Refuse(GuardCodes.Unreadable, lone);
        _at = end;
        return true;
    }

    private bool SkipBlock()
    {
        var start = _at;
        if (_rules.ExecutableComments && (Peek(2) is '!' or '+' || (Peek(2) is 'M' or 'm' && Peek(3) == '!')))
        {
            Refuse(GuardCodes.ExecutableComment, start);
            return true;
        }
        var depth = 1;
        for (_at += 2; _at < _text.Length && depth > 0;)
        {
            if (_text[_at] == '*' && Peek(1) == '/')
                (depth, _at) = (depth - 1, _at + 2);
            else if (_rules.NestedComments && _text[_at] == '/' && Peek(1) == '*')
                (depth, _at) = (depth + 1, _at + 2);
            else
                _at++;
            if (depth > GuardLimits.MaxNesting)
            {
                Refuse(GuardCodes.TooDeep, start);
                return true;
            }
        }
        if (depth > 0)
            Refuse(GuardCodes.Unreadable, start);
        return true;
    }

    private void ReadToken(char c)
    {
        if (c == '\'')
            ReadText(_at, _at, '\'', _rules.BackslashEscapes);
        else if (c == '"' && _rules.DoubleQuotedTexts)
            ReadText(_at, _at, '"', _rules.BackslashEscapes);
        else if (c == '"' || (c == '`' && _rules.BacktickNames))
            ReadName(c);
        else if (c == '[' && _rules.BracketNames)
            ReadName(']');
        else if (Characters.StartsWord(c))
            ReadWord();
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
            ReadNumber();
        else if (c == '$' && _rules.PostgresTexts)
            ReadDollar();
        else if (c == '@' && IsVariable())
            ReadVariable();
        else if (IsParameter(c))
            ReadParameter(c);
        else
            ReadSymbol(c);
    }

    private void ReadText(int start, int quoteAt, char quote, bool backslash)
    {
        // In PostgreSQL a text on the next line continues E'…' with its escapes, which no longer shows in its own quotes.
        if (_behindEscapes == _tokens.Count)
        {
            Refuse(GuardCodes.NotUnderstood, start, "E''");
            return;
        }
        for (_at = quoteAt + 1; _at < _text.Length; _at++)
        {
            if (backslash && _text[_at] == '\\')
                _at++;
            else if (_text[_at] == quote && Peek(1) == quote)
                _at++;
            else if (_text[_at] == quote)
            {
                _at++;
                Add(TokenKind.Text, "", start);
                return;
            }
            else if (_text[_at] == '\0')
                break;
        }
        Refuse(GuardCodes.Unreadable, start);
    }

    private void ReadName(char close)
    {
        var start = _at;
        for (_at++; _at < _text.Length && _text[_at] != '\0'; _at++)
        {
            if (_text[_at] != close)
                continue;
            if (Peek(1) == close && (close != ']' || _rules.DoubledBrackets))
            {
                _at++;
                continue;
            }
            _at++;
            var inner = _text.Substring(start + 1, _at - start - 2);
            Add(TokenKind.QuotedName, inner.Replace($"{close}{close}", $"{close}", StringComparison.Ordinal), start);
            return;
        }
        Refuse(GuardCodes.Unreadable, start);
    }

    private void ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && Characters.ContinuesWord(_text[_at]))
            _at++;
        var word = _text.AsSpan(start, _at - start);
        var next = _at < _text.Length ? _text[_at] : '\0';
        if (_rules.PostgresTexts && next == '\'' && word is "E" or "e")
            ReadEscapes(start);
        else if (_rules.PostgresTexts && next == '&' && Peek(1) is '"' or '\'' && word is "U" or "u")
            Refuse(GuardCodes.NotUnderstood, start, "U&");
        else
            Add(TokenKind.Word, Characters.Upper(word), start);
    }

    private void ReadEscapes(int start)
    {
        ReadText(start, _at, '\'', backslash: true);
        _behindEscapes = _tokens.Count;
    }

    private void ReadNumber()
    {
        var start = _at;
        _at = NumberEnd();
        // "1union" is a name in one dialect and two tokens in another.
        if (_at < _text.Length && Characters.ContinuesWord(_text[_at]))
            Refuse(GuardCodes.Unreadable, start);
        else
            Add(TokenKind.Number, "", start);
    }

    private int NumberEnd()
    {
        var at = _at;
        if (_text[at] == '0' && Peek(1) is 'x' or 'X' or 'b' or 'B')
        {
            at += 2;
            while (at < _text.Length && char.IsAsciiHexDigit(_text[at]))
                at++;
            return at;
        }
        at = Digits(at);
        if (at < _text.Length && _text[at] == '.')
            at = Digits(at + 1);
        if (at >= _text.Length || _text[at] is not ('e' or 'E'))
            return at;
        var sign = at + 1 < _text.Length && _text[at + 1] is '+' or '-' ? 2 : 1;
        var end = Digits(at + sign);
        return end > at + sign ? end : at;
    }

    private int Digits(int at)
    {
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
            at++;
        return at;
    }

    private void ReadDollar()
    {
        var start = _at;
        if (char.IsAsciiDigit(Peek(1)))
        {
            _at = Digits(_at + 1);
            if (_at < _text.Length && _text[_at] != '$' && Characters.ContinuesWord(_text[_at]))
                Refuse(GuardCodes.Unreadable, start);
            else
                Add(TokenKind.Parameter, "", start);
            return;
        }
        for (_at++; _at < _text.Length && _text[_at] != '$' && Characters.ContinuesWord(_text[_at]);)
            _at++;
        var end = -1;
        if (_at < _text.Length && _text[_at] == '$')
            end = _text.IndexOf(_text.Substring(start, _at - start + 1), _at + 1, StringComparison.Ordinal);
        if (end < 0)
        {
            Refuse(GuardCodes.Unreadable, start);
            return;
        }
        _at = end + _at - start + 1;
        Add(TokenKind.Text, "", start);
    }

    private bool IsVariable() =>
        (_rules.ServerVariables && Peek(1) == '@' && Characters.StartsWord(Peek(2))) || (_rules.SessionVariables && Characters.StartsWord(Peek(1)));

    private void ReadVariable()
    {
        var start = _at;
        for (_at += Peek(1) == '@' ? 2 : 1; _at < _text.Length && Characters.ContinuesWord(_text[_at]);)
            _at++;
        Add(TokenKind.Variable, "", start);
    }

    private bool IsParameter(char c)
    {
        if (!_rules.ParameterSigns.Contains(c))
            return false;
        if (c == '?')
            return true;
        // In PostgreSQL a[low:high] is a slice.
        if (_rules.PostgresTexts && _nesting.InSquare && _tokens[^1] is not { Kind: TokenKind.Symbol, Key: not (")" or "]") })
            return false;
        return Characters.StartsWord(Peek(1)) || (_rules.SqliteParameters && char.IsAsciiDigit(Peek(1)));
    }

    private void ReadParameter(char sign)
    {
        var start = _at++;
        if (sign == '?')
            _at = _rules.SqliteParameters ? Digits(_at) : _at;
        else
        {
            while (_at < _text.Length && Characters.ContinuesWord(_text[_at]))
                _at++;
        }
        // SQLite would swallow the bracket and whatever it holds, quotes included, as part of the name.
        if (_rules.SqliteParameters && sign != '?' && _at < _text.Length && (_text[_at] == '(' || (_text[_at] == ':' && Peek(1) == ':')))
            Refuse(GuardCodes.NotUnderstood, start, _text[start.._at]);
        else
            Add(TokenKind.Parameter, "", start);
    }

    private void ReadSymbol(char c)
    {
        var start = _at;
        var two = Peek(1) is ':' or '=' && c == ':';
        _at += two ? 2 : 1;
        if (c == '\\')
            Refuse(GuardCodes.Unreadable, start);
        else
            Add(TokenKind.Symbol, two ? _text.Substring(start, 2) : Characters.Symbol(c), start);
    }

    private void Add(TokenKind kind, string key, int start)
    {
        var token = new Token(kind, key, start, _at - start);
        _tokens.Add(token);
        if (_tokens.Count > GuardLimits.MaxTokens)
            Refuse(GuardCodes.TooDeep, start);
        else if (_nesting.Add(token) is { } code)
            Refuse(code, start);
    }

    private void Refuse(string code, int position, string? subject = null)
    {
        _refused ??= Lexed.Refused(code, position, subject is { Length: > GuardLimits.MaxSubjectLength } ? subject[..GuardLimits.MaxSubjectLength] : subject);
        _at = _text.Length;
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';
}
