using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>Draws the conclusions of a pre-flight check. Pure.</summary>
internal static class PreflightRules
{
    /// <summary>Named more than once: in two parts of the audience, or in a part and a file.</summary>
    public const string Duplicate = "duplicate";

    public static Preflight Judge(Campaign campaign, int named, IReadOnlyList<AudienceGroup> groups, CampaignForecast forecast, IReadOnlyList<Error> faults, DateTime now)
    {
        var excluded = groups.Where(g => g.Reason is not null).GroupBy(g => g.Reason!, StringComparer.Ordinal)
            .Select(g => new Exclusion(g.Key, g.Sum(x => x.Count))).OrderByDescending(e => e.Count).ThenBy(e => e.Reason, StringComparer.Ordinal).ToList();
        if (named - groups.Sum(g => g.Count) is var twice and > 0)
            excluded.Add(new Exclusion(Duplicate, twice));

        var times = campaign.SendTimes();
        var wished = campaign.ScheduledAt is { } at && at > now ? at : now;
        var starts = times is { IsAlways: false } ? times.NextOpening(LocalClock.Find(times.Zone)!, wished) : wished;
        var budgets = starts + TimeSpan.FromSeconds(forecast.DurationSeconds);
        var planned = SendPlan.EndOf(starts, forecast.Total, forecast.PerSecond, times, campaign.DailyCap);
        return new Preflight(named, forecast.Total, excluded, faults, Ruling(campaign, times, forecast, budgets, planned), forecast, starts, planned > budgets ? planned : budgets);
    }

    public static CostEstimate Estimate(IReadOnlyList<AudienceGroup> groups, PriceTable prices, string category, IPhoneRanges ranges, string currency)
    {
        var (total, unpriced) = (0L, 0);
        foreach (var group in groups.Where(g => g.Reason is null))
        {
            if (prices.Of(category, ranges.CountryOf(group.Prefix)) is { } price)
                total += price * group.Count;
            else
                unpriced += group.Count;
        }

        return new CostEstimate(MessagePrice.FromMicros(total), currency, category, unpriced);
    }

    // The hours and the cap rule when they make it longer than the budgets do; of the two, the one that does so by itself.
    private static string Ruling(Campaign campaign, SendTimes? times, CampaignForecast forecast, DateTime budgets, DateTime planned)
    {
        if (planned <= budgets || times is null)
            return forecast.LimitedBy;
        var start = budgets - TimeSpan.FromSeconds(forecast.DurationSeconds);
        return campaign.DailyCap is { } cap && SendPlan.EndOf(start, forecast.Total, forecast.PerSecond, SendTimes.Always(times.Zone), cap) > budgets ? LimitedBy.DailyCap : LimitedBy.Hours;
    }
}
