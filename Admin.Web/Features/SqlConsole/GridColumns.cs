using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>How wide columns are, in CSS pixels, from what stands in them.</summary>
internal static class GridColumns
{
    public const int Min = 64;
    public const int Max = 420;

    /// <summary>How many rows say how wide columns are at first; fewer where there are very many columns.</summary>
    public const int FirstRows = 50;

    private const int FirstCells = 50_000;

    private const int FitRows = 1_000;
    private const int MaxFit = 1_200;

    // Of the code font at 13 px, and what stands around a text.
    private const double Letter = 7.9;
    private const int Around = 26;
    private const int HeadLetter = 8;
    private const int HeadAround = 56;

    /// <summary>Widths of all columns before they are drawn.</summary>
    public static int[] Widths(ResultBuffer results)
    {
        var letters = new int[results.Columns.Count];
        var rows = Math.Min(results.Rows.Count, Math.Clamp(FirstCells / Math.Max(1, letters.Length), 3, FirstRows));
        for (var row = 0; row < rows; row++)
        {
            var values = results.Rows[row];
            for (var i = 0; i < letters.Length; i++)
                letters[i] = Math.Max(letters[i], Length(results, i, values[i]));
        }
        return [.. letters.Select((l, i) => Math.Clamp(Math.Max(Width(l), HeadWidth(results.Columns[i])), Min, Max))];
    }

    /// <summary>As wide as the longest of the first thousand values that are looked at.</summary>
    public static int Fit(ResultView view, int column)
    {
        var letters = 0;
        for (var i = 0; i < Math.Min(view.Count, FitRows); i++)
            letters = Math.Max(letters, Length(view.Results, column, view.Results.Value(view[i], column)));
        return Math.Clamp(Math.Max(Width(letters), HeadWidth(view.Results.Columns[column])), Min, MaxFit);
    }

    private static int Length(ResultBuffer results, int column, object? value) => CellText.Of(value, results.Columns[column].Kind).Text.Length;

    private static int Width(int letters) => (int)(letters * Letter) + Around;

    private static int HeadWidth(ResultColumn column) =>
        (int)(Math.Max(column.Name.Length, (column.Type?.Length ?? 0) * 0.8) * HeadLetter) + HeadAround;
}
