using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>
/// Recognises the one comparison a masked reader may make: <c>column = parameter</c> (or IN a list of parameters) as a
/// condition of its own, joined to others by AND, OR and brackets.
/// </summary>
internal sealed class Equality(StatementView view)
{
    private static readonly FrozenSet<string> Behind =
        ("AND OR GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR OPTION UNION EXCEPT INTERSECT RETURNING OUTPUT WHERE SET WHEN THEN " +
         "JOIN INNER LEFT RIGHT FULL CROSS NATURAL STRAIGHT_JOIN").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>MySQL's XOR binds weaker than AND, so that it reaches over conditions.</summary>
    private readonly bool _xor = Enumerable.Range(0, view.Count).Any(i => view.IsWord(i, "XOR"));

    public bool Holds(int column)
    {
        if (_xor)
            return false;
        var left = view.PathStart(column) - 1;
        var right = column + 1;
        if (view.IsSymbol(right, "="))
            return Parameter(right + 1) is { } end && IsCondition(left, end);
        if (view.IsWord(right, "IN"))
            return view.IsSymbol(right + 1, "(") && AreParameters(view.Inside(right + 1)) && IsCondition(left, view.Next(right + 1));
        return view.IsSymbol(left, "=") && view.IsParameter(left - 1) && IsCondition(left - 2, right);
    }

    private bool AreParameters(Span list)
    {
        var at = list.Start;
        while (Parameter(at) is { } end)
        {
            if (end == list.End)
                return true;
            if (!view.IsSymbol(end, ","))
                return false;
            at = end + 1;
        }
        return false;
    }

    /// <summary>The token behind a parameter and its type (<c>::text</c>), or null where none stands.</summary>
    private int? Parameter(int i)
    {
        if (!view.IsParameter(i))
            return null;
        return view.IsSymbol(i + 1, "::") && view[i + 2].Kind == TokenKind.Word ? i + 3 : i + 1;
    }

    /// <summary>
    /// Whether what stands between two tokens is joined to the other conditions by AND and OR alone, out to its WHERE or ON.
    /// Behind NOT, XOR or IS it would also tell a missing value from another one.
    /// </summary>
    private bool IsCondition(int left, int right)
    {
        while (Ends(right))
        {
            if (view.IsWord(left, "WHERE") || view.IsWord(left, "ON"))
                return true;
            var joined = (view.IsWord(left, "AND") || view.IsWord(left, "OR")) && !view.IsDoubtful(left);
            if (!joined && !view.IsSymbol(left, "("))
                return false;
            var open = joined ? view.Outer(left) : left;
            if (open < 0 || QueryShape.IsQuery(view, open))
                return joined;
            (left, right) = (open - 1, view.Next(open));
        }
        return false;
    }

    private bool Ends(int right) => right >= view.Count || view.IsSymbol(right, ")") || view.IsSymbol(right, ",") || view.IsWord(right, Behind);
}
