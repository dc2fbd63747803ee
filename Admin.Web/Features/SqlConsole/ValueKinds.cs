using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>
/// What columns hold. A server that gives an expression no type (SQLite does for most) gives its values one all the same:
/// where all that is there in the first rows are numbers, the column is one of numbers.
/// </summary>
internal static class ValueKinds
{
    /// <summary>How many rows are looked at.</summary>
    public const int Rows = 20;

    public static (int Rows, ColumnKind[] Kinds) Of(ResultBuffer results, int total)
    {
        var rows = Enumerable.Range(0, Math.Min(total, Rows)).Select(i => results.Rows[i]).ToList();
        return (rows.Count, [.. results.Columns.Select((c, i) => c.Kind == ColumnKind.Text ? Seen(rows, i) : c.Kind)]);
    }

    private static ColumnKind Seen(List<object?[]> rows, int column)
    {
        var kind = ColumnKind.Text;
        foreach (var row in rows)
        {
            var now = row[column] switch
            {
                null => kind,
                long or double or decimal => ColumnKind.Number,
                bool => ColumnKind.Boolean,
                byte[] or CutValue { Head: byte[] } => ColumnKind.Binary,
                _ => ColumnKind.Text,
            };
            if (now == ColumnKind.Text && row[column] is not null)
                return ColumnKind.Text;
            if (kind != ColumnKind.Text && now != kind)
                return ColumnKind.Text;
            kind = now;
        }
        return kind;
    }
}
