using System.Globalization;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What a wall clock's reading means in a zone: once a year or twice a reading is skipped, or comes two times.</summary>
public static class LocalClock
{
    /// <summary>The zone of an IANA name; null when there is none of that name.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        !string.IsNullOrWhiteSpace(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>What the clocks of the zone show at an instant.</summary>
    public static DateTime At(TimeZoneInfo zone, DateTime utc) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone), DateTimeKind.Unspecified);

    /// <summary>
    /// The instants (UTC) at which a clock shows a reading, earliest first: one, two in an hour that comes twice, and for a skipped
    /// reading the instant at which the clock jumps over it.
    /// </summary>
    public static IReadOnlyList<DateTime> Instants(TimeZoneInfo zone, DateTime reading)
    {
        reading = DateTime.SpecifyKind(reading, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(reading))
            return [AfterGap(zone, reading)];
        return zone.IsAmbiguousTime(reading)
            ? [.. zone.GetAmbiguousTimeOffsets(reading).Select(offset => DateTime.SpecifyKind(reading - offset, DateTimeKind.Utc)).Order()]
            : [TimeZoneInfo.ConvertTimeToUtc(reading, zone)];
    }

    /// <summary>The instant that a person means by a reading; one that is skipped or comes twice is asked about.</summary>
    /// <param name="second">Which of the two, in an hour that comes twice; null: the person was not asked yet.</param>
    public static Result<DateTime> Meant(TimeZoneInfo zone, DateTime reading, bool? second)
    {
        reading = DateTime.SpecifyKind(reading, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(reading))
            return PreparationErrors.ScheduleSkipped(Text(At(zone, AfterGap(zone, reading))));
        var instants = Instants(zone, reading);
        if (instants.Count == 1)
            return instants[0];
        return second is { } chosen ? instants[chosen ? 1 : 0] : PreparationErrors.ScheduleDoubled($"{Text(instants[0])} UTC", $"{Text(instants[1])} UTC");
    }

    private static string Text(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    // Clocks change on whole minutes.
    private static DateTime AfterGap(TimeZoneInfo zone, DateTime skipped)
    {
        var before = skipped.AddTicks(-(skipped.Ticks % TimeSpan.TicksPerMinute));
        while (zone.IsInvalidTime(before))
            before = before.AddMinutes(-1);
        return TimeZoneInfo.ConvertTimeToUtc(before, zone).AddMinutes(1);
    }
}
