using System.Globalization;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>What a comparison of two parts says about a row.</summary>
internal static class Comparisons
{
    public static Part Of(ConditionScope scope, TokenList tokens, Part left, int at, string operation, Part right)
    {
        var judgement = Judge(scope, tokens, left, operation, right);
        return new Part(left.From, right.To, PartForm.Boolean, judgement) { Names = left.Names || right.Names, Foreign = left.Foreign || right.Foreign, Operator = at };
    }

    /// <summary>Whether one comparison asks the same two parts another question than the other: one of the two is nearly always true.</summary>
    public static bool Complete(ConditionScope scope, TokenList tokens, Part left, Part right)
    {
        if (left.Operator == 0 || right.Operator == 0)
            return false;
        var (leftLength, _) = Name(tokens, left.Operator);
        var (rightLength, _) = Name(tokens, right.Operator);
        return scope.IsSame(tokens, left.From, left.Operator - 1, right.From, right.Operator - 1)
            && scope.IsSame(tokens, left.Operator + leftLength, left.To, right.Operator + rightLength, right.To)
            && Name(tokens, left.Operator).Name != Name(tokens, right.Operator).Name;
    }

    private static (int Length, string Name) Name(TokenList tokens, int at)
    {
        var length = Operators.Read(tokens, at, out var name, out _);
        return length > 0 ? (length, name) : (1, tokens[at].Key);
    }

    private static Judgement Judge(ConditionScope scope, TokenList tokens, Part left, string operation, Part right)
    {
        var at = tokens[left.From].Start;
        if (!left.Names && !right.Names)
            return left.Foreign || right.Foreign ? Judgement.Both(Truth.Suspicious, at) : Constant(scope, tokens, left, operation, right, at);
        // A comparison is 0 or 1, so comparing it again, as in id = 1 IN (0, 1), asks little of the row.
        if (left.Form == PartForm.Boolean || right.Form == PartForm.Boolean)
            return Judgement.Both(Truth.Suspicious, at);
        if (scope.IsSame(tokens, left.From, left.To, right.From, right.To) || IsSameColumn(scope, tokens, left, right))
            return Judgement.Both(Truth.Suspicious, at);
        if (right.Form == PartForm.Text && Patterns.MatchesAll(operation, scope.Slice(tokens[right.To])))
            return operation.StartsWith('!') ? new Judgement(Truth.Row, Truth.Suspicious, at) : new Judgement(Truth.Suspicious, Truth.Row, at);
        return Judgement.Both(Truth.Row, at);
    }

    private static Judgement Constant(ConditionScope scope, TokenList tokens, Part left, string operation, Part right, int at)
    {
        var l = scope.Slice(tokens[left.To]);
        var r = scope.Slice(tokens[right.To]);
        if (operation is "=" or "==" && left.Form == PartForm.Text && right.Form == PartForm.Text && l.SequenceEqual(r))
            return new Judgement(Truth.True, Truth.False, at);
        if (operation is "=" or "==" && left.Form == PartForm.Number && right.Form == PartForm.Number
            && decimal.TryParse(l, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var a)
            && decimal.TryParse(r, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var b))
            return a == b ? new Judgement(Truth.True, Truth.False, at) : new Judgement(Truth.False, Truth.True, at);
        return Judgement.Both(Truth.Constant, at);
    }

    /// <summary>Both sides are made of one and the same column; in one statement a qualifier more or less does not make another.</summary>
    private static bool IsSameColumn(ConditionScope scope, TokenList tokens, Part left, Part right)
    {
        if (left.Column == 0 || right.Column == 0 || !scope.IsSame(tokens[left.Column], tokens[right.Column]))
            return false;
        var (l, r) = (tokens[left.Column - 1].IsSymbol("."), tokens[right.Column - 1].IsSymbol("."));
        return !l || !r || scope.IsSame(tokens[left.Column - 2], tokens[right.Column - 2]);
    }
}
