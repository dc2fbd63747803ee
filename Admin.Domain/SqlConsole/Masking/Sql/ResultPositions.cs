using System.Collections.Frozen;
using System.Globalization;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>Finds the numbers in ORDER BY and GROUP BY that stand for columns of the result.</summary>
internal static class ResultPositions
{
    private static readonly FrozenSet<string> Around =
        "ASC DESC NULLS FIRST LAST ROLLUP CUBE GROUPING SETS WITH ALL DISTINCT".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The positions an element means, null for one that cannot be read; none for an expression.</summary>
    public static IEnumerable<int?> In(StatementView view, Span element)
    {
        var numbers = new List<int?>();
        for (var i = element.Start; i < element.End; i++)
        {
            if (view.IsWord(i, "COLLATE"))
                i++;
            else if (view[i].Kind == TokenKind.Number)
                numbers.Add(int.TryParse(view.Source(i), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null);
            else if (view[i].Kind is TokenKind.Parameter or TokenKind.Text || (view[i].Kind != TokenKind.Symbol && !view.IsWord(i, Around)))
                return [];
        }
        return numbers;
    }
}
