using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>
/// What a campaign's daily cap leaves today. Works inside the caller's open write, so that nodes that begin calls at the same time
/// count each other's; what Redis forgets does not matter to it.
/// </summary>
internal sealed class DailyBudget
{
    private readonly AdminDbContext _db;
    private readonly Campaign _campaign;
    private readonly int _cap;
    private CampaignDay? _row;

    private DailyBudget(AdminDbContext db, Campaign campaign, int cap, DateOnly today, DateTime tomorrow, CampaignDay? row) =>
        (_db, _campaign, _cap, Today, Tomorrow, _row) = (db, campaign, cap, today, tomorrow, row);

    public DateOnly Today { get; }

    /// <summary>The instant at which the next day begins.</summary>
    public DateTime Tomorrow { get; }

    public bool IsFull => _row?.Begun >= _cap;

    /// <summary>Null without a cap.</summary>
    public static async Task<DailyBudget?> OpenAsync(AdminDbContext db, Campaign campaign, SendTimes? times, DateTime now, CancellationToken ct)
    {
        if (campaign.DailyCap is not { } cap || times is null)
            return null;
        var (today, tomorrow) = DayOf(times, now);
        await db.HoldAsync($"campaign-day:{campaign.Id}", ct);
        var row = await db.Set<CampaignDay>().FirstOrDefaultAsync(d => d.CampaignKey == campaign.Key && d.Day == today.DayNumber, ct);
        return new DailyBudget(db, campaign, cap, today, tomorrow, row);
    }

    /// <summary>The day of the campaign's zone, and the instant at which it ends.</summary>
    internal static (DateOnly Today, DateTime Tomorrow) DayOf(SendTimes times, DateTime now)
    {
        var zone = LocalClock.Find(times.Zone)!;
        var today = DateOnly.FromDateTime(LocalClock.At(zone, now));
        return (today, LocalClock.Instants(zone, today.AddDays(1).ToDateTime(TimeOnly.MinValue))[0]);
    }

    /// <summary>These tries reached nobody; each is given back to the day that it was taken from.</summary>
    public static async Task GiveBackAsync(AdminDbContext db, Campaign campaign, IEnumerable<Begun> calls, CancellationToken ct)
    {
        foreach (var ofDay in calls.Where(c => c.Day is not null).GroupBy(c => c.Day!.Value.DayNumber))
        {
            var row = await db.Set<CampaignDay>().FirstOrDefaultAsync(d => d.CampaignKey == campaign.Key && d.Day == ofDay.Key, ct);
            row?.GiveBack(ofDay.Count());
        }
    }

    public void Take()
    {
        if (_row is null)
            _db.Add(_row = CampaignDay.Create(_campaign, Today));
        _row.Take();
    }
}
