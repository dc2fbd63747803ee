using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>Reads the values that a condition compares: literals, columns, calls, queries, and arithmetic over them.</summary>
internal sealed class OperandReader(ConditionScope scope, Cursor cursor, Func<Part> condition)
{
    /// <summary>A value with the arithmetic behind it. How operators bind does not matter here, only what they touch.</summary>
    public Part Read()
    {
        var from = cursor.At;
        var prefixed = Prefixes();
        var left = Suffixed(Primary());
        while (cursor.Fault is null && TakeOperator())
        {
            Prefixes();
            left = Combined(left, Suffixed(Primary()));
        }
        if (!prefixed)
            return left;
        var whole = Combined(left, left);
        return whole with { From = from, Judgement = whole.Judgement with { At = Start(from) } };
    }

    /// <summary>A query in brackets; only a correlated one depends on the row. A plain list of the whole changed table is suspicious.</summary>
    public Part Query()
    {
        var from = cursor.At;
        var close = cursor.Tokens.Partner(from);
        var names = IsCorrelated(from, close);
        var whole = IsWholeTarget(close);
        cursor.Skip();
        return new Part(from, close, PartForm.Value, Judgement.Both(whole ? Truth.Suspicious : names ? Truth.Row : Truth.Constant, Start(from))) { Names = names };
    }

    private bool Prefixes()
    {
        var from = cursor.At;
        while (cursor.Current is { Kind: TokenKind.Symbol, Key: "-" or "+" or "~" or "!" or "@" } || (scope.Engine == EngineKind.Mysql && cursor.IsWord("BINARY") && !cursor.Ahead.IsSymbol("(")))
            cursor.Step();
        return cursor.At > from;
    }

    private bool TakeOperator()
    {
        if (cursor.Current is { Kind: TokenKind.Word, Key: "DIV" or "OVERLAPS" } || (cursor.IsWord("MOD") && !cursor.Ahead.IsSymbol("(")))
        {
            cursor.Step();
            return true;
        }
        var length = Operators.Read(cursor.Tokens, cursor.At, out var name, out var compares);
        if (length == 0 || compares || (scope.Engine == EngineKind.Mysql && name is "||" or "&&"))
            return false;
        cursor.Step(length);
        return true;
    }

    private Part Combined(Part left, Part right)
    {
        var names = left.Names || right.Names;
        var truth = !names ? left.Foreign || right.Foreign ? Truth.Suspicious : Truth.Constant : scope.NumbersAreConditions ? Truth.Suspicious : Truth.Row;
        return new Part(left.From, right.To, PartForm.Value, Judgement.Both(truth, left.Judgement.At))
        {
            Names = names,
            Foreign = left.Foreign || right.Foreign,
            Column = OnlyColumn(left, right),
        };
    }

    private int OnlyColumn(Part left, Part right)
    {
        if (left.Column == 0 || right.Column == 0)
            return IsLiteral(left) ? right.Column : IsLiteral(right) ? left.Column : 0;
        return scope.IsSame(cursor.Tokens[left.Column], cursor.Tokens[right.Column]) ? left.Column : 0;
    }

    private static bool IsLiteral(Part part) => part.Form is PartForm.Number or PartForm.Text;

    /// <summary>Casts, fields, elements, collations and time zones behind a value.</summary>
    private Part Suffixed(Part part)
    {
        var from = cursor.At;
        while (cursor.Fault is null && Suffix())
        {
        }
        return cursor.At == from ? part : part with { To = cursor.At - 1, Form = part.Form is PartForm.Column ? PartForm.Column : PartForm.Value, Judgement = Recast(part) };
    }

    /// <summary>A cast may turn a literal into anything.</summary>
    private static Judgement Recast(Part part) => part.Names || part.Foreign ? part.Judgement : Judgement.Both(Truth.Constant, part.Judgement.At);

    private bool Suffix()
    {
        if (cursor.TakeSymbol("::"))
            Type();
        else if (cursor.IsSymbol("["))
            cursor.SkipTo(cursor.Tokens.Partner(cursor.At) + 1);
        else if (cursor.IsSymbol(".") && (cursor.Ahead.IsName || cursor.Ahead.IsSymbol("*")))
            cursor.Step(2);
        else if (cursor.IsWord("COLLATE"))
        {
            cursor.Step(2);
            while (cursor.IsSymbol("."))
                cursor.Step(2);
        }
        else if (cursor.IsWord("AT") && cursor.Ahead.IsWord("TIME"))
        {
            cursor.Step(3);
            Primary();
        }
        else if (cursor.IsWord("AGAINST") && cursor.Ahead.IsSymbol("("))
        {
            cursor.Step();
            cursor.Skip();
        }
        else
            return false;
        return true;
    }

    private void Type()
    {
        if (!cursor.Current.IsName)
            cursor.Fail();
        cursor.Step();
        while (cursor.IsSymbol(".") && cursor.Ahead.IsName)
            cursor.Step(2);
        while (cursor.Current is { Kind: TokenKind.Word, Key: "PRECISION" or "VARYING" or "WITH" or "WITHOUT" or "TIME" or "ZONE" })
            cursor.Step();
        if (cursor.IsSymbol("("))
            cursor.Skip();
        while (cursor.Current is { Kind: TokenKind.Word, Key: "WITH" or "WITHOUT" or "TIME" or "ZONE" })
            cursor.Step();
    }

    private Part Primary()
    {
        var at = cursor.At;
        switch (cursor.Current.Kind)
        {
            case TokenKind.Number:
                return Literal(PartForm.Number, IsZero(cursor.Current) ? Truth.False : Truth.True);
            case TokenKind.Text:
                return Literal(PartForm.Text, Truth.Constant);
            case TokenKind.Parameter or TokenKind.Variable:
                return Literal(PartForm.Value, Truth.Constant);
            case TokenKind.Symbol when cursor.IsQuery:
                return Query();
            case TokenKind.Symbol when cursor.IsSymbol("("):
                return Bracket();
            case TokenKind.QuotedName:
                return Name();
            case TokenKind.Word:
                return Word();
            case TokenKind.Symbol:
            default:
                cursor.Fail();
                return new Part(at, at, PartForm.Value, Judgement.Both(Truth.Constant, 0));
        }
    }

    private bool IsZero(Token number) => scope.Slice(number).IndexOfAnyExcept('0', '.') < 0;

    private Part Literal(PartForm form, Truth truth, int tokens = 1)
    {
        var from = cursor.At;
        cursor.Step(tokens);
        var no = truth switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => truth };
        return new Part(from, cursor.At - 1, form, new Judgement(truth, no, Start(from)));
    }

    /// <summary>One condition or value in brackets is itself; several are a row.</summary>
    private Part Bracket()
    {
        var from = cursor.At;
        var close = cursor.Tokens.Partner(from);
        cursor.Step();
        var inner = condition();
        if (cursor.At == close)
        {
            cursor.Step();
            return inner;
        }
        var whole = inner;
        while (cursor.Fault is null && cursor.At < close)
        {
            if (!cursor.TakeSymbol(","))
                cursor.Fail();
            else
                whole = Combined(whole, condition());
        }
        cursor.SkipTo(close + 1);
        return whole with { From = from, To = close, Form = PartForm.Value, Column = 0 };
    }

    private Part Word()
    {
        var (word, next) = (cursor.Current.Key, cursor.Ahead);
        if (next.Kind == TokenKind.Text && !ConditionWords.Never.Contains(word) && word != "CASE")
            return Literal(word == "N" || word.StartsWith('_') ? PartForm.Text : PartForm.Value, Truth.Constant, 2);
        switch (word)
        {
            case "TRUE":
                return Literal(PartForm.Value, Truth.True);
            case "FALSE":
                return Literal(PartForm.Value, Truth.False);
            case "NULL" or "UNKNOWN":
                return Literal(PartForm.Value, Truth.False) with { Judgement = Judgement.Both(Truth.False, Start(cursor.At - 1)) };
            case "EXISTS" when next.IsSymbol("("):
                return Exists();
            case "CASE":
                return Case();
            case "INTERVAL" when next.Kind != TokenKind.Symbol || next.Key is "(" or "-":
                return Interval();
            case "TIMESTAMP" or "TIME" when next.IsWord("WITH") || next.IsWord("WITHOUT"):
                return Literal(PartForm.Value, Truth.Constant, 5);
            case "DOUBLE" when next.IsWord("PRECISION"):
                return Literal(PartForm.Value, Truth.Constant, 3);
            case "CHARACTER" when next.IsWord("VARYING"):
                return Literal(PartForm.Value, Truth.Constant, 3);
            case "ARRAY" when next.IsSymbol("["):
                return Elements();
            case "ANY" or "ALL" or "SOME" or "LATERAL" when next.IsSymbol("("):
                cursor.Step();
                return cursor.IsQuery ? Query() : Bracket();
            case var _ when ConditionWords.Constants.Contains(word) && !next.IsSymbol("."):
                var constant = Literal(PartForm.Value, Truth.Constant);
                if (cursor.IsSymbol("("))
                    cursor.Skip();
                return constant with { To = cursor.At - 1 };
            case var _ when ConditionWords.Never.Contains(word) && !next.IsSymbol("(") && !next.IsSymbol("."):
                cursor.Fail();
                return new Part(cursor.At, cursor.At, PartForm.Value, Judgement.Both(Truth.Constant, 0));
            default:
                return Name();
        }
    }

    private Part Exists()
    {
        var from = cursor.At;
        cursor.Step();
        var names = IsCorrelated(cursor.At, cursor.Tokens.Partner(cursor.At));
        cursor.Skip();
        return new Part(from, cursor.At - 1, PartForm.Boolean, Judgement.Both(names ? Truth.Row : Truth.Suspicious, Start(from))) { Names = true };
    }

    private Part Case()
    {
        var from = cursor.At;
        var (names, foreign) = (false, false);
        cursor.Step();
        while (cursor.Fault is null && !cursor.IsWord("END"))
        {
            if (cursor.Take("WHEN") || cursor.Take("THEN") || cursor.Take("ELSE"))
                continue;
            var part = condition();
            (names, foreign) = (names || part.Names, foreign || part.Foreign);
        }
        cursor.Step();
        return new Part(from, cursor.At - 1, PartForm.Value, Judgement.Both(names || foreign ? Truth.Suspicious : Truth.Constant, Start(from))) { Names = names, Foreign = foreign };
    }

    private Part Interval()
    {
        var from = cursor.At;
        cursor.Step();
        Prefixes();
        var amount = Primary();
        while (cursor.Current.Kind == TokenKind.Word && !ConditionWords.Never.Contains(cursor.Current.Key) && cursor.Current.Key is not ("NOT" or "DIV" or "MOD"))
            cursor.Step();
        return amount with { From = from, To = cursor.At - 1, Form = PartForm.Value, Column = 0, Judgement = Recast(amount) };
    }

    private Part Elements()
    {
        var from = cursor.At;
        cursor.Step();
        var close = cursor.Tokens.Partner(cursor.At);
        cursor.Step();
        return Arguments(from, close, "");
    }

    private Part Name()
    {
        var from = cursor.At;
        cursor.Step();
        while (cursor.IsSymbol(".") && (cursor.Ahead.IsName || cursor.Ahead.IsSymbol("*")))
            cursor.Step(2);
        if (cursor.IsSymbol("("))
            return Call(from);
        var last = cursor.At - 1;
        if (scope.Columns is { } columns && !columns.Contains(Start(from)))
            return new Part(from, last, PartForm.Value, Judgement.Both(Truth.Constant, Start(from)));
        if (scope.Linked && last > from && !scope.IsTarget(cursor.Tokens[last - 2]))
            return new Part(from, last, PartForm.Column, Judgement.Both(Truth.Suspicious, Start(from))) { Foreign = true };
        var truth = scope.NumbersAreConditions ? Truth.Suspicious : Truth.Row;
        return new Part(from, last, PartForm.Column, Judgement.Both(truth, Start(from))) { Names = true, Column = last };
    }

    private Part Call(int from)
    {
        var name = cursor.Tokens[cursor.At - 1].Key.ToUpperInvariant();
        var close = cursor.Tokens.Partner(cursor.At);
        cursor.Step();
        if (ConditionWords.UnitFirst.Contains(name) && cursor.Current.Kind == TokenKind.Word && (cursor.Ahead.IsSymbol(",") || cursor.Ahead.IsWord("FROM")))
            cursor.Step();
        return Arguments(from, close, name);
    }

    private Part Arguments(int from, int close, string name)
    {
        var (names, foreign) = (false, false);
        while (cursor.Fault is null && cursor.At < close)
        {
            if (cursor.IsWord("AS") || (name == "CONVERT" && scope.Engine == EngineKind.Mysql && (cursor.IsSymbol(",") || cursor.IsWord("USING"))))
                cursor.SkipTo(close);
            else if (cursor.IsSymbol(",") || cursor.IsSymbol("*") || (cursor.Current.Kind == TokenKind.Word && ConditionWords.BetweenArguments.Contains(cursor.Current.Key)))
                cursor.Step();
            else if (cursor.Current.IsName && ((cursor.Ahead.IsSymbol("=") && cursor.Tokens[cursor.At + 2].IsSymbol(">")) || cursor.Ahead.IsSymbol(":=")))
                cursor.Step(cursor.Ahead.IsSymbol("=") ? 3 : 2);
            else
            {
                var part = cursor.IsSymbol("[") ? Elements(cursor.At) : condition();
                (names, foreign) = (names || part.Names, foreign || part.Foreign);
            }
        }
        cursor.SkipTo(close + 1);
        var truth = names ? Truth.Row : foreign ? Truth.Suspicious : Truth.Constant;
        return new Part(from, close, PartForm.Value, Judgement.Both(truth, Start(from))) { Names = names, Foreign = foreign };
    }

    /// <summary>The inner brackets of an array of arrays.</summary>
    private Part Elements(int from)
    {
        var close = cursor.Tokens.Partner(from);
        cursor.Step();
        return Arguments(from, close, "");
    }

    /// <summary>A query in brackets depends on the row when it names the changed table or its alias as a qualifier.</summary>
    private bool IsCorrelated(int from, int close)
    {
        for (var i = from; i < close; i++)
        {
            if (cursor.Tokens[i].IsName && cursor.Tokens[i + 1].IsSymbol(".") && !cursor.Tokens[i - 1].IsSymbol(".") && scope.IsTarget(cursor.Tokens[i]))
                return true;
        }
        return false;
    }

    /// <summary>Whether a query ends with FROM and the changed table, so that nothing is left out of it.</summary>
    private bool IsWholeTarget(int close)
    {
        var at = close - 1;
        if (!cursor.Tokens[at].IsName || !scope.IsTarget(cursor.Tokens[at]))
            return false;
        while (cursor.Tokens[at - 1].IsSymbol("."))
            at -= 2;
        return cursor.Tokens[at - 1].IsWord("FROM");
    }

    private int Start(int token) => cursor.Tokens[token].Start;
}
