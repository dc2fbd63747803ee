using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What a chart of a result draws: values as they stand in the rows, nothing summed up, and what it leaves out.</summary>
/// <param name="Points">In the order of the rows; a missing value is a gap.</param>
/// <param name="LeftOut">How many rows follow that are not drawn.</param>
/// <param name="Gaps">How many of the drawn rows have no number.</param>
/// <param name="Scale">The marks of the value axis, smallest first; the first and last are its ends.</param>
internal sealed record ChartData(IReadOnlyList<ChartPoint> Points, int LeftOut, int Gaps, IReadOnlyList<double> Scale)
{
    /// <summary>How many points a line has at most, and how many bars there are.</summary>
    public const int MaxLine = 1_000;
    public const int MaxBars = 100;

    private const int LabelLength = 60;
    private const int Steps = 4;

    /// <summary>Columns that can be drawn upwards.</summary>
    public static IReadOnlyList<int> Numbers(ResultView view) => Open(view, k => k == ColumnKind.Number);

    /// <summary>Columns that can be written along the ground; what is hidden cannot.</summary>
    public static IReadOnlyList<int> Labels(ResultView view) => Open(view, k => k is not ColumnKind.Binary);

    /// <summary>The column that a reader would most likely want along the ground: a time, else a text, else the row's number (null).</summary>
    public static int? LikelyLabel(ResultView view) =>
        FirstOrNull(Open(view, k => k == ColumnKind.Time)) ?? FirstOrNull(Open(view, k => k == ColumnKind.Text));

    /// <summary>The first number that is not called an id, else the first number.</summary>
    public static int? LikelyValue(ResultView view)
    {
        var numbers = Numbers(view);
        return FirstOrNull([.. numbers.Where(c => !view.Results.Columns[c].Name.EndsWith("id", StringComparison.OrdinalIgnoreCase))]) ?? FirstOrNull(numbers);
    }

    public static ChartData Of(ResultView view, int? label, int value, bool isLine)
    {
        var count = Math.Min(view.Count, isLine ? MaxLine : MaxBars);
        var points = new ChartPoint[count];
        for (var i = 0; i < count; i++)
        {
            var row = view[i];
            var number = CellWords.NumberOf(view.Results.Value(row, value));
            points[i] = new ChartPoint(Name(view, label, row), number is { } n && double.IsFinite(n) ? n : null);
        }
        return new ChartData(points, view.Count - count, points.Count(p => p.Value is null), ScaleOf(points));
    }

    /// <summary>Where a value stands, in hundredths from the top. Halves, because the whole span of two huge numbers is beyond a double.</summary>
    public double Height(double value) => ((Scale[^1] / 2) - (value / 2)) / ((Scale[^1] / 2) - (Scale[0] / 2)) * 100;

    private static string Name(ResultView view, int? label, int row)
    {
        if (label is not { } column)
            return (row + 1).ToString(CultureInfo.CurrentCulture);
        var text = CellText.Of(view.Results.Value(row, column), view.Results.Columns[column].Kind).Text;
        return text.Length > LabelLength ? string.Concat(text.AsSpan(0, LabelLength), "…") : text;
    }

    // Round steps from at or below the smallest to at or above the largest; zero belongs to it, so that no bar lies.
    private static double[] ScaleOf(ChartPoint[] points)
    {
        var low = Math.Min(0, points.Min(p => p.Value) ?? 0);
        var high = Math.Max(0, points.Max(p => p.Value) ?? 0);
        if (low == high)
            high = 1;
        var rough = Math.Max((high / Steps) - (low / Steps), double.Epsilon * Steps);
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = magnitude * (rough / magnitude) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var first = Math.Floor(low / step);
        var last = Math.Ceiling(high / step);
        // Round numbers may lie where doubles end.
        if (magnitude == 0 || !double.IsFinite(first * step) || !double.IsFinite(last * step))
            return [low, high];
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    private static List<int> Open(ResultView view, Func<ColumnKind, bool> fits) =>
        [.. Enumerable.Range(0, view.Results.Columns.Count).Where(i => view.IsOpen(i) && fits(view.Kinds[i]))];

    private static int? FirstOrNull(IReadOnlyList<int> columns) => columns.Count > 0 ? columns[0] : null;
}

/// <summary>One row of a chart.</summary>
internal sealed record ChartPoint(string Label, double? Value);
