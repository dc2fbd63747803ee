using System.Text.Json;
using System.Text.Json.Serialization;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>When a campaign may write to people, by the clock on their wall. Pure: it knows a moment only if it is told one.</summary>
/// <param name="Zone">IANA name of the campaign's zone: for its schedule, its days, and people whose own zone is not known.</param>
/// <param name="From">Each day from then on.</param>
/// <param name="Until">Each day until before then; midnight is the end of the day. The window lies within one day.</param>
/// <param name="OfRecipient">Whether the clock is the one where the person lives.</param>
/// <param name="ClosedDays">Weekdays without sending, at most six.</param>
/// <param name="ClosedDates">Dates without sending, such as holidays.</param>
public sealed record SendTimes(string Zone, TimeOnly From, TimeOnly Until, bool OfRecipient, IReadOnlyList<DayOfWeek> ClosedDays, IReadOnlyList<DateOnly> ClosedDates)
{
    public const int MaxClosedDates = 200;
    public const int ZoneMaxLength = 60;

    private const int DaysAWeek = 7;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter<DayOfWeek>() } };

    /// <summary>Further than any two zones are apart, with an hour for a change of clocks.</summary>
    private static readonly TimeSpan ZonesApart = TimeSpan.FromHours(27);

    /// <summary>Around the clock, every day.</summary>
    public static SendTimes Always(string zone) => new(zone, TimeOnly.MinValue, TimeOnly.MinValue, false, [], []);

    [JsonIgnore]
    public bool IsAlways => From == TimeOnly.MinValue && Until == TimeOnly.MinValue && ClosedDays.Count == 0 && ClosedDates.Count == 0;

    /// <summary>What is wrong with it: an empty list for one that can be used.</summary>
    public IReadOnlyList<Error> Faults()
    {
        var faults = new List<Error>();
        if (Zone.Length > ZoneMaxLength || LocalClock.Find(Zone) is null)
            faults.Add(PreparationErrors.ZoneUnknown);
        if (Until != TimeOnly.MinValue && From >= Until)
            faults.Add(PreparationErrors.WindowInvalid);
        if (ClosedDays.Distinct().Count() >= DaysAWeek || ClosedDays.Any(d => !Enum.IsDefined(d)))
            faults.Add(PreparationErrors.NoDayLeft);
        if (ClosedDates.Count > MaxClosedDates)
            faults.Add(PreparationErrors.TooManyDates);
        return faults;
    }

    /// <summary>Whether people in a zone may be written to at a moment.</summary>
    public bool IsOpen(TimeZoneInfo zone, DateTime utc)
    {
        var local = LocalClock.At(zone, utc);
        var time = TimeOnly.FromDateTime(local);
        return IsOpen(DateOnly.FromDateTime(local)) && time >= From && (Until == TimeOnly.MinValue || time < Until);
    }

    /// <summary>
    /// The first moment from <paramref name="utc"/> on at which people in a zone may be written to. A window that begins in a skipped
    /// hour begins when the clock jumps; one that begins in an hour that comes twice begins both times.
    /// </summary>
    public DateTime NextOpening(TimeZoneInfo zone, DateTime utc)
    {
        if (IsOpen(zone, utc))
            return utc;
        // From the day before: a clock set back at midnight shows yesterday again.
        var first = DateOnly.FromDateTime(LocalClock.At(zone, utc)).AddDays(-1);
        // As many weeks as there are closed dates, so that some allowed weekday is none of them.
        var days = DaysAWeek * (ClosedDates.Count + 3);
        for (var day = first; day < first.AddDays(days); day = day.AddDays(1))
        {
            if (!IsOpen(day))
                continue;
            foreach (var opening in LocalClock.Instants(zone, day.ToDateTime(From)))
            {
                if (opening >= utc && IsOpen(zone, opening))
                    return opening;
            }
        }

        throw new InvalidOperationException("Send times that are never open passed the check.");
    }

    /// <summary>No opening after <paramref name="utc"/>, in whatever zone and on the day after as well, is later than this.</summary>
    public DateTime LatestOpening(DateTime utc)
    {
        var zone = LocalClock.Find(Zone)!;
        var day = DateOnly.FromDateTime(LocalClock.At(zone, utc + ZonesApart + ZonesApart)).AddDays(1);
        while (!IsOpen(day))
            day = day.AddDays(1);
        return LocalClock.Instants(zone, day.ToDateTime(From))[^1] + ZonesApart;
    }

    public override string ToString() => JsonSerializer.Serialize(this, Json);

    public bool Equals(SendTimes? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal static SendTimes Parse(string text) => JsonSerializer.Deserialize<SendTimes>(text, Json)!;

    private bool IsOpen(DateOnly day) => !ClosedDays.Contains(day.DayOfWeek) && !ClosedDates.Contains(day);
}
