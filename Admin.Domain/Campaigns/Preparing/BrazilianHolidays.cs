namespace Admin.Domain.Campaigns.Preparing;

/// <summary>Brazil's national holidays, by federal law. Carnival and Corpus Christi are none: states and employers decide over them.</summary>
public static class BrazilianHolidays
{
    private static readonly (int Month, int Day)[] Fixed = [(1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (11, 20), (12, 25)];

    /// <summary>All of a year, in order.</summary>
    public static IReadOnlyList<DateOnly> Of(int year) =>
        [.. Fixed.Select(d => new DateOnly(year, d.Month, d.Day)).Append(Easter(year).AddDays(-2)).Order()];

    /// <summary>Those of the twelve months from a day on.</summary>
    public static IReadOnlyList<DateOnly> From(DateOnly day) =>
        [.. Of(day.Year).Concat(Of(day.Year + 1)).Where(d => d >= day && d < day.AddYears(1))];

    // The Gregorian computation of Meeus, Jones and Butcher.
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
