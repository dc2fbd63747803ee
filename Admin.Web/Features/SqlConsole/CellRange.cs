using System.Text;

namespace Admin.Web.Features.SqlConsole;

/// <summary>A rectangle of a view as text that spreadsheets and editors take: tabs between cells, one line per row.</summary>
internal static class CellRange
{
    /// <summary>The most characters that are copied; what follows is left out with its whole row.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>One cell alone comes as it is; among others, one with tabs, quotes or line ends is quoted. Ends are positions, inclusive.</summary>
    public static string Copy(ResultView view, int top, int bottom, int left, int right, bool withHeader)
    {
        if (top == bottom && left == right && !withHeader)
            return CellWords.Of(view.Results.Value(view[top], left)) ?? "";
        var text = new StringBuilder();
        if (withHeader)
            text.AppendJoin('\t', Enumerable.Range(left, right - left + 1).Select(c => Field(view.Results.Columns[c].Name))).Append('\n');
        for (var position = top; position <= bottom && text.Length < MaxLength; position++)
        {
            var row = view.Results.Rows[view[position]];
            text.AppendJoin('\t', Enumerable.Range(left, right - left + 1).Select(c => Field(CellWords.Of(row[c])))).Append('\n');
        }
        return text.ToString();
    }

    private static string Field(string? text) =>
        text.AsSpan().ContainsAny("\t\r\n\"") ? $"\"{text!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text ?? "";
}
