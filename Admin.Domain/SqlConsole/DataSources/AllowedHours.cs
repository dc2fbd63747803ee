using System.Globalization;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>When a data source may be used. An end before the beginning lies on the next day.</summary>
/// <param name="Days">The days on which a span begins; none is always.</param>
/// <param name="TimeZone">IANA name, such as <c>America/Sao_Paulo</c>.</param>
public sealed record AllowedHours(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly Until, string TimeZone)
{
    internal const int MaxLength = 150;
    private const string Clock = "HH:mm";

    public static AllowedHours Always { get; } = new([], TimeOnly.MinValue, TimeOnly.MinValue, "UTC");

    public bool IsAlways => Days.Count == 0;

    /// <summary>Whether a moment lies within. A span that begins and ends at the same time lasts a whole day.</summary>
    public bool Contains(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (From < Until)
            return Days.Contains(local.DayOfWeek) && time >= From && time < Until;
        var yesterday = local.AddDays(-1).DayOfWeek;
        return (Days.Contains(local.DayOfWeek) && time >= From) || (Days.Contains(yesterday) && time < Until);
    }

    public bool Equals(AllowedHours? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(',', Days.Order().Select(d => (int)d))} {From.ToString(Clock, CultureInfo.InvariantCulture)}-{Until.ToString(Clock, CultureInfo.InvariantCulture)} {TimeZone}");

    internal static AllowedHours Parse(string text)
    {
        var parts = text.Split(' ', 3);
        var times = parts[1].Split('-');
        return new AllowedHours(
            [.. parts[0].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(d => (DayOfWeek)int.Parse(d, CultureInfo.InvariantCulture))],
            TimeOnly.ParseExact(times[0], Clock, CultureInfo.InvariantCulture),
            TimeOnly.ParseExact(times[1], Clock, CultureInfo.InvariantCulture),
            parts[2]);
    }
}
