using System.Globalization;
using System.Text;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The shapes of a chart on a ground of 100 by 100.</summary>
internal static class ChartPath
{
    // Of the room of a bar, left free on either side.
    private const double Gap = 0.12;

    /// <summary>A line through the points, broken where a value is missing. A point alone is a short stroke, so that it is seen.</summary>
    public static string Line(ChartData data)
    {
        var path = new StringBuilder();
        var step = 100.0 / Math.Max(1, data.Points.Count - 1);
        for (var i = 0; i < data.Points.Count; i++)
        {
            if (data.Points[i].Value is not { } value)
                continue;
            var isFirst = i == 0 || data.Points[i - 1].Value is null;
            path.Append(CultureInfo.InvariantCulture, $"{(isFirst ? 'M' : 'L')}{i * step:0.##} {data.Height(value):0.##}");
            if (isFirst)
                path.Append("h0.2");
        }
        return path.ToString();
    }

    /// <summary>A bar per point from zero.</summary>
    public static string Bars(ChartData data)
    {
        var path = new StringBuilder();
        var (width, zero) = (100.0 / data.Points.Count, data.Height(0));
        for (var i = 0; i < data.Points.Count; i++)
        {
            if (data.Points[i].Value is { } value)
                path.Append(CultureInfo.InvariantCulture, $"M{(i + Gap) * width:0.###} {zero:0.##}V{data.Height(value):0.##}h{(1 - (2 * Gap)) * width:0.###}V{zero:0.##}Z");
        }
        return path.ToString();
    }
}
