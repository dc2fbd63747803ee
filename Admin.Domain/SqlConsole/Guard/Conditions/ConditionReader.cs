using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>
/// Reads a condition from its tokens, once and forward, and says how much it narrows a change down. Its recursion follows
/// brackets, CASE and prefixes, which the tokenizer has bounded.
/// </summary>
internal sealed class ConditionReader
{
    private readonly ConditionScope _scope;
    private readonly Cursor _cursor;
    private readonly OperandReader _operands;

    public ConditionReader(ConditionScope scope, Cursor cursor)
    {
        _scope = scope;
        _cursor = cursor;
        _operands = new OperandReader(scope, cursor, Or);
    }

    public Part Read() => Or();

    private Part Or()
    {
        var left = Xor();
        var last = left;
        while (TakeOr())
        {
            var right = Xor();
            var judgement = Comparisons.Complete(_scope, _cursor.Tokens, last, right)
                ? Judgement.Both(Truth.Suspicious, left.Judgement.At)
                : left.Judgement.Or(right.Judgement);
            (left, last) = (Joined(left, right, judgement), right);
        }
        return left;
    }

    private bool TakeOr() => _cursor.Take("OR") || TakeDouble("|");

    /// <summary>In MySQL two strokes are OR and two ampersands AND.</summary>
    private bool TakeDouble(string sign)
    {
        var here = _scope.Engine == EngineKind.Mysql && _cursor.IsSymbol(sign) && _cursor.Ahead.IsSymbol(sign) && _cursor.Ahead.Start == _cursor.Current.Start + 1;
        if (here)
            _cursor.Step(2);
        return here;
    }

    private Part Xor()
    {
        var left = And();
        while (_cursor.Take("XOR"))
        {
            var right = And();
            left = Joined(left, right, left.Judgement.Xor(right.Judgement));
        }
        return left;
    }

    private Part And()
    {
        var left = Not();
        while (_cursor.Take("AND") || TakeDouble("&"))
        {
            var right = Not();
            left = Joined(left, right, left.Judgement.And(right.Judgement));
        }
        return left;
    }

    private Part Not()
    {
        var from = _cursor.At;
        while (_cursor.Take("NOT"))
        {
        }
        var negations = _cursor.At - from;
        var part = Predicate();
        if (negations == 0)
            return part;
        return part with { From = from, Form = PartForm.Boolean, Column = 0, Operator = 0, Judgement = negations % 2 == 1 ? part.Judgement.Not() : part.Judgement };
    }

    private Part Predicate()
    {
        var left = _operands.Read();
        while (_cursor.Fault is null && Next(left) is { } longer)
            left = longer;
        return left;
    }

    /// <summary>The part with the comparison that follows it, or null when none does.</summary>
    private Part? Next(Part left)
    {
        var at = _cursor.At;
        var length = Operators.Read(_cursor.Tokens, at, out var name, out var compares);
        if (compares)
        {
            _cursor.Step(length);
            return Comparisons.Of(_scope, _cursor.Tokens, left, at, name, _operands.Read());
        }
        if (_cursor.Current.Kind != TokenKind.Word)
            return null;
        var not = _cursor.IsWord("NOT");
        var word = not ? _cursor.Ahead : _cursor.Current;
        if (word.Kind != TokenKind.Word)
            return null;
        var behind = not ? 2 : 1;
        return word.Key switch
        {
            "IS" when !not => Is(left),
            "ISNULL" or "NOTNULL" when !not => Ended(left, 1, Nullness(left, word.Key == "ISNULL")),
            "NULL" when not => Ended(left, 2, Nullness(left, isNull: false)),
            "IN" when _cursor.Tokens[at + behind].IsSymbol("(") => Negated(In(left, behind), not),
            "BETWEEN" => Negated(Between(left, behind), not),
            "SIMILAR" or "SOUNDS" or "MEMBER" => Negated(Pattern(left, at, behind + 1, word.Key), not),
            _ when ConditionWords.Patterns.Contains(word.Key) => Negated(Pattern(left, at, behind, word.Key), not),
            _ => null,
        };
    }

    private Part Is(Part left)
    {
        _cursor.Step();
        var not = _cursor.Take("NOT");
        switch (_cursor.Current)
        {
            case { Kind: TokenKind.Word, Key: "NULL" or "UNKNOWN" }:
                return Ended(left, 1, Nullness(left, !not));
            case { Kind: TokenKind.Word, Key: "TRUE" or "FALSE" }:
                return Ended(left, 1, _cursor.IsWord("TRUE") != not ? left.Judgement : left.Judgement.Not());
            case { Kind: TokenKind.Word, Key: "DISTINCT" } when _cursor.Ahead.IsWord("FROM"):
                _cursor.Step(2);
                return Negated(Comparisons.Of(_scope, _cursor.Tokens, left, 0, "IS", _operands.Read()), !not);
            case { Kind: TokenKind.Word, Key: "JSON" or "DOCUMENT" or "NORMALIZED" or "NFC" or "NFD" or "NFKC" or "NFKD" }:
                return Ended(left, 1, Judgement.Both(left.Names ? Truth.Suspicious : Truth.Constant, left.Judgement.At));
            default:
                return Negated(Comparisons.Of(_scope, _cursor.Tokens, left, 0, "IS", _operands.Read()), not);
        }
    }

    /// <summary>Most rows have a value, so asking for one leaves few out; a comparison is hardly ever unknown.</summary>
    private static Judgement Nullness(Part left, bool isNull)
    {
        var at = left.Judgement.At;
        if (!left.Names)
            return Judgement.Both(left.Foreign ? Truth.Suspicious : Truth.Constant, at);
        if (left.Form == PartForm.Boolean)
            return Judgement.Both(Truth.Suspicious, at);
        return isNull ? new Judgement(Truth.Row, Truth.Suspicious, at) : new Judgement(Truth.Suspicious, Truth.Row, at);
    }

    private Part In(Part left, int behind)
    {
        _cursor.Step(behind);
        if (_cursor.IsQuery)
        {
            var query = _operands.Query();
            var whole = query.Judgement.Yes == Truth.Suspicious;
            var truth = !left.Names && !query.Names && !left.Foreign ? Truth.Constant
                : whole || left.Foreign || left.Form == PartForm.Boolean ? Truth.Suspicious
                : Truth.Row;
            return Joined(left, query, Judgement.Both(truth, left.Judgement.At));
        }
        var close = _cursor.Tokens.Partner(_cursor.At);
        _cursor.Step();
        var result = new Part(left.From, close, PartForm.Boolean, new Judgement(Truth.False, Truth.True, left.Judgement.At)) { Names = left.Names, Foreign = left.Foreign };
        while (_cursor.Fault is null && _cursor.At < close)
        {
            var item = Comparisons.Of(_scope, _cursor.Tokens, left, 0, "IN", Or());
            result = result with { Names = result.Names || item.Names, Judgement = result.Judgement.Or(item.Judgement) };
            if (_cursor.At < close && !_cursor.TakeSymbol(","))
                _cursor.Fail();
        }
        _cursor.SkipTo(close + 1);
        return result;
    }

    private Part Between(Part left, int behind)
    {
        _cursor.Step(behind);
        if (!_cursor.Take("SYMMETRIC"))
            _cursor.Take("ASYMMETRIC");
        var low = Comparisons.Of(_scope, _cursor.Tokens, left, 0, ">=", _operands.Read());
        if (!_cursor.Take("AND"))
            _cursor.Fail();
        var high = Comparisons.Of(_scope, _cursor.Tokens, left, 0, "<=", _operands.Read());
        return Joined(low, high, low.Judgement.And(high.Judgement));
    }

    private Part Pattern(Part left, int at, int behind, string operation)
    {
        _cursor.Step(behind);
        var part = Comparisons.Of(_scope, _cursor.Tokens, left, at, operation, _operands.Read());
        if (!_cursor.Take("ESCAPE"))
            return part;
        var escape = _operands.Read();
        return part with { To = escape.To };
    }

    private Part Ended(Part left, int words, Judgement judgement)
    {
        _cursor.Step(words);
        return left with { To = _cursor.At - 1, Form = PartForm.Boolean, Column = 0, Operator = 0, Judgement = judgement };
    }

    private static Part Negated(Part part, bool not) => not ? part with { Judgement = part.Judgement.Not(), Operator = 0 } : part;

    private static Part Joined(Part left, Part right, Judgement judgement) =>
        new(left.From, right.To, PartForm.Boolean, judgement) { Names = left.Names || right.Names, Foreign = left.Foreign || right.Foreign };
}
