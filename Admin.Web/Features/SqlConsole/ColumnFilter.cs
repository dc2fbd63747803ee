using System.Globalization;

namespace Admin.Web.Features.SqlConsole;

/// <summary>What a column's values must be like.</summary>
/// <param name="Text">What they are compared with; without meaning for the tests of being missing.</param>
public sealed record ColumnFilter(int Column, FilterTest Test, string Text = "")
{
    /// <summary>Whether the test compares with a text.</summary>
    public static bool Takes(FilterTest test) => test is not (FilterTest.Missing or FilterTest.Present);

    /// <summary>A missing value passes only the test for being missing.</summary>
    internal bool Admits(object? value) => Test switch
    {
        FilterTest.Missing => value is null,
        FilterTest.Present => value is not null,
        FilterTest.Contains => CellWords.Of(value)?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true,
        FilterTest.Equal => Compare(value) == 0,
        FilterTest.Greater => Compare(value) > 0,
        FilterTest.Less => Compare(value) < 0,
    };

    // As numbers where both are; else as texts, which also orders times.
    private int? Compare(object? value)
    {
        if (value is null)
            return null;
        if (value is long or decimal && decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
            return (value is long whole ? whole : (decimal)value).CompareTo(exact);
        if (double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wanted) && CellWords.NumberOf(value) is { } number)
            return double.IsNaN(number) ? null : number.CompareTo(wanted);
        return string.Compare(CellWords.Of(value), Text, StringComparison.OrdinalIgnoreCase);
    }
}

public enum FilterTest
{
    Contains,
    Equal,
    Greater,
    Less,
    Missing,
    Present,
}
