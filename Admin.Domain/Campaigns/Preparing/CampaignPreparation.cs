using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns;

/// <summary>When and how much: what a person decides besides what is said to whom.</summary>
public sealed partial class Campaign
{
    public const int LargestDailyCap = 1_000_000;
    public const decimal LargestBudget = 1_000_000_000;

    /// <summary>Its start was due at a time at which nothing ran here, too long ago to start by itself.</summary>
    public const string ScheduleMissed = "schedule_missed";

    /// <summary>JSON of <see cref="SendTimes"/>; null: around the clock.</summary>
    public string? SendTimesText { get; private set; }

    /// <summary>Messages a day of its zone at most; null: without a cap.</summary>
    public int? DailyCap { get; private set; }

    /// <summary>Whether the organization's frequency cap is not for it.</summary>
    public bool IsTransactional { get; private set; }

    /// <summary>Where its <see cref="CampaignApproval"/> stands: whoever has read the campaign sees that it has changed. Null: nobody asked.</summary>
    public ApprovalState? Approval { get; private set; }

    /// <summary>In millionths of the organization's currency; null: without a budget.</summary>
    public long? BudgetMicros { get; private set; }

    /// <summary>What WhatsApp has billed so far, by the organization's prices, in millionths.</summary>
    public long CostMicros { get; private set; }

    public bool IsOverBudget => BudgetMicros is { } budget && CostMicros >= budget;

    public SendTimes? SendTimes() => SendTimesText is { } text ? Preparing.SendTimes.Parse(text) : null;

    internal void Mark(ApprovalState? approval) => Approval = approval;

    /// <summary>Changes what a person may still change after the start as well.</summary>
    public Result Prepare(SendTimes? times, int? dailyCap, bool isTransactional, decimal? budget)
    {
        if (Status is CampaignStatus.Completed or CampaignStatus.Cancelled)
            return PreparationErrors.Over;
        (SendTimesText, DailyCap, IsTransactional) = (times?.ToString(), dailyCap, isTransactional);
        BudgetMicros = budget is { } amount ? MessagePrice.ToMicros(amount) : null;
        return Result.Ok;
    }

    /// <summary>Names it, sets its speed and its time anew; null unschedules it.</summary>
    public Result Plan(string name, int? messagesPerMinute, DateTime? scheduledAt, DateTime now)
    {
        if (!IsPrepared)
            return name == Name && messagesPerMinute == MessagesPerMinute && scheduledAt == ScheduledAt ? Result.Ok : PreparationErrors.ScheduleFixed;
        var same = scheduledAt == ScheduledAt && Status == CampaignStatus.Scheduled;
        (Name, MessagesPerMinute, ScheduledAt) = (name, messagesPerMinute, scheduledAt);
        if (same)
            return Result.Ok;
        (Status, StatusReason) = (CampaignStatus.Draft, null);
        return scheduledAt is null ? Result.Ok : Schedule(now);
    }

    /// <summary>A draft with the same content, hours and caps; with no time of its own, and nobody in it.</summary>
    public Campaign Copy(DateTime now) => new()
    {
        Id = CampaignId.New(),
        OrganizationId = OrganizationId,
        Status = CampaignStatus.Draft,
        CreatedAt = now,
        Name = Name,
        NumberId = NumberId,
        FurtherNumbers = FurtherNumbers,
        TemplateName = TemplateName,
        TemplateLanguage = TemplateLanguage,
        Parameters = Parameters,
        Components = Components,
        MessagesPerMinute = MessagesPerMinute,
        SendTimesText = SendTimesText,
        DailyCap = DailyCap,
        IsTransactional = IsTransactional,
        BudgetMicros = BudgetMicros,
    };

    /// <summary>Its time has passed while nothing ran: a person decides when it starts.</summary>
    public Result Miss()
    {
        if (Status != CampaignStatus.Scheduled)
            return CampaignErrors.Illegal(Status, "miss its time");
        (Status, StatusReason) = (CampaignStatus.Draft, ScheduleMissed);
        return Result.Ok;
    }
}
