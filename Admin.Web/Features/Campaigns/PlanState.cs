using System.Globalization;
using Admin.Domain.Campaigns.Preparing;

namespace Admin.Web.Features.Campaigns;

/// <summary>What a person has entered of when a campaign sends and how much.</summary>
public sealed class PlanState
{
    /// <summary>Proposed where a campaign has no zone yet.</summary>
    private const string UsualZone = "America/Sao_Paulo";

    private static readonly TimeOnly UsualFrom = new(8, 0);
    private static readonly TimeOnly UsualUntil = new(20, 0);

    /// <summary>Of the campaign; entered elsewhere.</summary>
    public string Name { get; private set; } = "";

    public int? MessagesPerMinute { get; set; }

    public bool IsScheduled { get; set; }

    public DateOnly? Date { get; set; }

    public TimeOnly? Clock { get; set; }

    /// <summary>A start is to be set, and not all of it is entered.</summary>
    public bool LacksTime => IsScheduled && (Date is null || Clock is null);

    /// <summary>Which of the two, in an hour that comes twice; null: not asked.</summary>
    public bool? IsSecond { get; set; }

    public string Zone { get; set; } = UsualZone;

    public bool IsAllDay { get; set; } = true;

    public TimeOnly From { get; set; } = UsualFrom;

    public TimeOnly Until { get; set; } = UsualUntil;

    public bool OfRecipient { get; set; }

    public HashSet<DayOfWeek> ClosedDays { get; } = [];

    public SortedSet<DateOnly> ClosedDates { get; } = [];

    public int? DailyCap { get; set; }

    public bool IsTransactional { get; set; }

    public decimal? Budget { get; set; }

    public void Show(PreparationView view)
    {
        (Name, MessagesPerMinute, DailyCap, IsTransactional, IsSecond) = (view.Name, view.MessagesPerMinute, view.DailyCap, view.IsTransactional, null);
        Budget = view.Budget;
        var times = view.Times ?? SendTimes.Always(UsualZone);
        (Zone, OfRecipient) = (times.Zone, times.OfRecipient);
        IsAllDay = times.From == TimeOnly.MinValue && times.Until == TimeOnly.MinValue;
        (From, Until) = IsAllDay ? (UsualFrom, UsualUntil) : (times.From, times.Until);
        ClosedDays.Clear();
        ClosedDays.UnionWith(times.ClosedDays);
        ClosedDates.Clear();
        ClosedDates.UnionWith(times.ClosedDates);
        var local = view.ScheduledLocal ?? (view.ScheduledAt is { } at && LocalClock.Find(Zone) is { } zone ? LocalClock.At(zone, at) : null);
        IsScheduled = view.ScheduledAt is not null;
        Date = local is { } day ? DateOnly.FromDateTime(day) : null;
        Clock = local is { } reading ? TimeOnly.FromDateTime(reading) : null;
        // What is saved was chosen already.
        if (local is { } seen && LocalClock.Find(Zone) is { } its && LocalClock.Instants(its, seen) is [_, var second])
            IsSecond = view.ScheduledAt == second;
    }

    /// <summary>Takes over what is entered elsewhere.</summary>
    public void Rename(PreparationView view) => Name = view.Name;

    public PreparationDraft ToDraft() => new(
        Name,
        MessagesPerMinute,
        new SendTimes(Zone.Trim(), IsAllDay ? TimeOnly.MinValue : From, IsAllDay ? TimeOnly.MinValue : Until, OfRecipient, [.. ClosedDays.Order()], [.. ClosedDates]),
        DailyCap,
        IsTransactional,
        ScheduledLocal: IsScheduled && Date is { } date && Clock is { } clock ? date.ToDateTime(clock) : null,
        ScheduledSecond: IsSecond,
        Budget: Budget);

    /// <summary>Whether two people who saved these have said the same, but for the name.</summary>
    public static bool IsSame(PreparationView one, PreparationView other)
    {
        var state = new PlanState();
        state.Show(one);
        return state.Differences(other).Count == 0;
    }

    /// <summary>Names of the texts of what differs from what is saved.</summary>
    public IReadOnlyList<string> Differences(PreparationView saved)
    {
        var theirs = new PlanState();
        theirs.Show(saved);
        var (mine, other) = (ToDraft(), theirs.ToDraft());
        var differences = new List<string>();
        if (mine.MessagesPerMinute != other.MessagesPerMinute)
            differences.Add(nameof(PlanTexts.SpeedField));
        if ((mine.ScheduledLocal, mine.ScheduledSecond) != (other.ScheduledLocal, other.ScheduledSecond))
            differences.Add(nameof(PlanTexts.ScheduleField));
        if (mine.Times != other.Times)
            differences.Add(nameof(PlanTexts.HoursField));
        if ((mine.DailyCap, mine.IsTransactional, mine.Budget) != (other.DailyCap, other.IsTransactional, other.Budget))
            differences.Add(nameof(PlanTexts.CapsField));
        return differences;
    }

    /// <summary>The national holidays of the twelve months from a moment on.</summary>
    public void TakeHolidays(DateTime utc) =>
        ClosedDates.UnionWith(BrazilianHolidays.From(DateOnly.FromDateTime(LocalClock.Find(Zone) is { } zone ? LocalClock.At(zone, utc) : utc)));

    public static string DayName(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);
}
