namespace Admin.Domain.Campaigns.Preparing;

/// <summary>When the last of so many messages goes, by the campaign's own clock. Pure.</summary>
public static class SendPlan
{
    private const int MostDays = 3660;

    /// <param name="from">When it starts, or now.</param>
    /// <param name="perSecond">Under the budget that rules.</param>
    /// <param name="times">Where a recipient's own zone counts, the campaign's stands for all.</param>
    /// <returns>An instant; ten years ahead at the furthest.</returns>
    public static DateTime EndOf(DateTime from, int messages, double perSecond, SendTimes? times, int? dailyCap)
    {
        if (times is null || (times.IsAlways && dailyCap is null))
            return from + Span(messages, perSecond);
        var (zone, left, at) = (LocalClock.Find(times.Zone)!, messages, from);
        for (var day = 0; day < MostDays && left > 0; day++)
        {
            at = times.NextOpening(zone, at);
            var (_, tomorrow) = DailyBudget.DayOf(times, at);
            var closing = Closing(times, zone, at) is var end && end < tomorrow ? end : tomorrow;
            var fits = (int)Math.Min(left, Math.Min(dailyCap ?? int.MaxValue, Math.Floor((closing - at).TotalSeconds * perSecond)));
            if (fits == left)
                return at + Span(left, perSecond);
            left -= fits;
            at = closing < tomorrow && dailyCap is null ? closing : tomorrow;
        }

        return at;
    }

    private static DateTime Closing(SendTimes times, TimeZoneInfo zone, DateTime open)
    {
        var day = DateOnly.FromDateTime(LocalClock.At(zone, open));
        var closing = times.Until == TimeOnly.MinValue ? day.AddDays(1).ToDateTime(TimeOnly.MinValue) : day.ToDateTime(times.Until);
        return LocalClock.Instants(zone, closing).FirstOrDefault(i => i > open, open.AddMinutes(1));
    }

    private static TimeSpan Span(int messages, double perSecond) => TimeSpan.FromSeconds(messages / perSecond);
}
