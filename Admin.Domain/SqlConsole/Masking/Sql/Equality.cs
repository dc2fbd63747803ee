using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>
/// Recognises the one comparison a masked reader may make: <c>column = parameter</c> (or IN a list of parameters) as a
/// condition of its own, joined to others by AND, OR, NOT and brackets.
/// </summary>
internal sealed class Equality(StatementView view)
{
    private static readonly FrozenSet<string> Behind =
        ("AND OR GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR OPTION UNION EXCEPT INTERSECT RETURNING OUTPUT WHERE SET WHEN THEN " +
         "JOIN INNER LEFT RIGHT FULL CROSS NATURAL STRAIGHT_JOIN").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public bool Holds(int column)
    {
        var left = view.PathStart(column) - 1;
        var right = column + 1;
        if (view.IsSymbol(right, "="))
            return Parameter(right + 1) is { } end && Begins(left) && Ends(end);
        if (view.IsWord(right, "IN"))
            return view.IsSymbol(right + 1, "(") && AreParameters(view.Inside(right + 1)) && Begins(left) && Ends(view.Next(right + 1));
        if (view.IsWord(right, "NOT") && view.IsWord(right + 1, "IN"))
            return view.IsSymbol(right + 2, "(") && AreParameters(view.Inside(right + 2)) && Begins(left) && Ends(view.Next(right + 2));
        return view.IsSymbol(left, "=") && ParameterStart(left - 1) is { } start && Begins(start - 1) && Ends(right);
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

    /// <summary>The token behind a parameter, its number (<c>?1</c>) and its type (<c>::text</c>), or null where none stands.</summary>
    private int? Parameter(int i)
    {
        if (!view.IsParameter(i))
            return null;
        var end = i + 1;
        if (view.IsSymbol(i, "?") && view[end].Kind == TokenKind.Number)
            end++;
        return view.IsSymbol(end, "::") && view[end + 1].Kind == TokenKind.Word ? end + 2 : end;
    }

    private int? ParameterStart(int last)
    {
        if (view.IsParameter(last))
            return last;
        return view[last].Kind == TokenKind.Number && view.IsSymbol(last - 1, "?") && view.IsParameter(last - 1) ? last - 1 : null;
    }

    private bool Begins(int left)
    {
        // NOT binds tighter than = where the server's mode says so, unless a bracket stands between.
        if (view.IsWord(left, "NOT"))
            return false;
        while (view.IsSymbol(left, "(") || view.IsWord(left, "NOT"))
            left--;
        return view.IsWord(left, "WHERE") || view.IsWord(left, "ON") || view.IsWord(left, "OR") || (view.IsWord(left, "AND") && !view.IsBetween(left));
    }

    private bool Ends(int right) => right >= view.Count || view.IsSymbol(right, ")") || view.IsSymbol(right, ",") || view.IsWord(right, Behind);
}
