using System.Text;

namespace Admin.Web.Features.SqlConsole;

/// <summary>A rectangle of cells as it travels to the browser, row after row.</summary>
/// <param name="Version">Of the view it was cut from; a browser that has moved on throws it away.</param>
/// <param name="Row">Position of its first row.</param>
/// <param name="Numbers">What stands at the left of each row: its number in the result, from 1.</param>
/// <param name="Styles">Per cell one letter: <c>a</c> for the first of <see cref="CellText.Styles"/>, and so on.</param>
public sealed record GridWindow(int Version, int Row, int Column, int Columns, IReadOnlyList<int> Numbers, IReadOnlyList<string> Texts, string Styles)
{
    /// <summary>The most cells of one answer: a screen of the largest kind with room around.</summary>
    public const int MaxCells = 12_000;

    private const int MaxColumns = 200;

    /// <summary>What of the asked rectangle exists, bounded.</summary>
    public static GridWindow Cut(ResultView view, int row, int rows, int column, int columns)
    {
        var all = view.Results.Columns;
        var left = Math.Clamp(column, 0, all.Count);
        var width = Math.Clamp(columns, 0, Math.Min(MaxColumns, all.Count - left));
        var top = Math.Clamp(row, 0, view.Count);
        var height = Math.Clamp(rows, 0, Math.Min(MaxCells / Math.Max(1, width), view.Count - top));
        var numbers = new int[height];
        var texts = new string[height * width];
        var styles = new StringBuilder(texts.Length);
        for (var y = 0; y < height; y++)
        {
            numbers[y] = view[top + y] + 1;
            var values = view.Results.Rows[view[top + y]];
            for (var x = 0; x < width; x++)
            {
                var cell = CellText.Of(values[left + x], view.Kinds[left + x]);
                texts[(y * width) + x] = cell.Text;
                styles.Append((char)('a' + Code(cell.Style)));
            }
        }
        return new GridWindow(view.Version, top, left, width, numbers, texts, styles.ToString());
    }

    private static int Code(string? style)
    {
        for (var i = 1; i < CellText.Styles.Count; i++)
        {
            if (CellText.Styles[i] == style)
                return i;
        }
        return 0;
    }
}
