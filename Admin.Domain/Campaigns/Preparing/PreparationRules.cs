using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>Checks what a person or a program gives for a preparation. Pure.</summary>
internal static class PreparationRules
{
    public static Result<(string Name, DateTime? ScheduledAt, SendTimes? Times)> Read(PreparationDraft draft)
    {
        var faults = new List<Error>();
        if (!Campaign.IsName(draft.Name))
            faults.Add(CampaignErrors.NameInvalid);
        if (draft.MessagesPerMinute is < 1 or > Campaign.FastestPerMinute)
            faults.Add(CampaignErrors.SpeedInvalid);
        if (draft.DailyCap is < 1 or > Campaign.LargestDailyCap)
            faults.Add(PreparationErrors.DailyCapInvalid);
        if (draft.Budget is <= 0 or > Campaign.LargestBudget)
            faults.Add(PreparationErrors.BudgetInvalid);
        var times = draft.Times is { } given ? given with { ClosedDays = [.. given.ClosedDays.Distinct().Order()], ClosedDates = [.. given.ClosedDates.Distinct().Order()] } : null;
        var ofTimes = times?.Faults() ?? [];
        faults.AddRange(ofTimes);
        if (draft.DailyCap is not null && times is null)
            faults.Add(PreparationErrors.DailyCapNeedsZone);
        var scheduledAt = draft.ScheduledAt?.ToUniversalTime();
        if (draft.ScheduledLocal is { } reading)
        {
            if (times is null)
                faults.Add(PreparationErrors.ScheduleNeedsZone);
            else if (LocalClock.Find(times.Zone) is { } zone && !(draft.ScheduledSecond is null && scheduledAt is { } at && Shows(zone, at, reading)))
            {
                var meant = LocalClock.Meant(zone, reading, draft.ScheduledSecond);
                if (meant.Failed)
                    faults.Add(meant.Error);
                else
                    scheduledAt = meant.Value;
            }
        }

        return Error.Join(faults) is { } error ? error : (draft.Name!.Trim(), scheduledAt, times);
    }

    // Readings have minutes.
    private static bool Shows(TimeZoneInfo zone, DateTime at, DateTime reading) =>
        LocalClock.At(zone, at) is var shown && shown.AddTicks(-(shown.Ticks % TimeSpan.TicksPerMinute)) == reading;
}

/// <summary>What is to be set; unchecked.</summary>
/// <param name="ScheduledAt">An instant; where the clock shows something else than <paramref name="ScheduledLocal"/> then, that counts.</param>
/// <param name="ScheduledLocal">What the clock of the campaign's zone shows at the start.</param>
/// <param name="ScheduledSecond">Which of the two, where the clock shows that twice.</param>
/// <param name="Budget">In the currency of the organization's prices.</param>
/// <param name="IsTransactional">Exempted from the organization's frequency cap.</param>
public sealed record PreparationDraft(
    string? Name,
    int? MessagesPerMinute = null,
    SendTimes? Times = null,
    int? DailyCap = null,
    bool IsTransactional = false,
    DateTime? ScheduledAt = null,
    DateTime? ScheduledLocal = null,
    bool? ScheduledSecond = null,
    decimal? Budget = null);

/// <summary>A campaign's preparation as it stands.</summary>
/// <param name="CanPlan">Whether name, speed and schedule can still change.</param>
/// <param name="CanPrepare">Whether hours and caps can.</param>
public sealed record PreparationView(
    CampaignId Id,
    string Name,
    int? MessagesPerMinute,
    SendTimes? Times,
    int? DailyCap,
    bool IsTransactional,
    DateTime? ScheduledAt,
    DateTime? ScheduledLocal,
    bool CanPlan,
    bool CanPrepare,
    Guid Stamp)
{
    /// <summary>In the currency of the organization's prices.</summary>
    public decimal? Budget { get; init; }

    /// <summary>What WhatsApp has billed so far.</summary>
    public decimal Cost { get; init; }

    internal static PreparationView Of(Campaign campaign)
    {
        var times = campaign.SendTimes();
        return new PreparationView(
            campaign.Id,
            campaign.Name,
            campaign.MessagesPerMinute,
            times,
            campaign.DailyCap,
            campaign.IsTransactional,
            campaign.ScheduledAt,
            times is not null && campaign.ScheduledAt is { } at ? LocalClock.At(LocalClock.Find(times.Zone)!, at) : null,
            campaign.IsPrepared,
            campaign.Status is not (CampaignStatus.Completed or CampaignStatus.Cancelled),
            campaign.Stamp)
        {
            Budget = campaign.BudgetMicros is { } budget ? MessagePrice.FromMicros(budget) : null,
            Cost = MessagePrice.FromMicros(campaign.CostMicros),
        };
    }
}
