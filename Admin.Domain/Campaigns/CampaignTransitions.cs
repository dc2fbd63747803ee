using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns;

/// <summary>The state machine. What is not allowed here is an error, never a silent nothing.</summary>
public sealed partial class Campaign
{
    public const string PausedByPerson = "paused_by_person";

    /// <summary>Whether its content and audience can still change.</summary>
    public bool IsPrepared => Status is CampaignStatus.Draft or CampaignStatus.Scheduled;

    /// <summary>Whether the parts of its audience have become recipients.</summary>
    public bool IsFrozen => !IsPrepared && Status != CampaignStatus.Planning;

    /// <summary>Whether the engine has something to do with it.</summary>
    public bool IsActive => Status is CampaignStatus.Planning or CampaignStatus.Running or CampaignStatus.Stalled;

    public Result Change(CampaignContent content)
    {
        if (!IsPrepared)
            return CampaignErrors.Illegal(Status, "be changed");
        Fill(content);
        if (content.ScheduledAt is null)
            Status = CampaignStatus.Draft;
        return Result.Ok;
    }

    /// <summary>Takes the next ordinals for new recipients.</summary>
    public Result<int> TakeOrdinals(int count)
    {
        if (!IsPrepared && Status != CampaignStatus.Planning)
            return CampaignErrors.AudienceFrozen;
        var first = NextOrdinal;
        NextOrdinal = checked(NextOrdinal + count);
        return first;
    }

    public Result Schedule(DateTime now)
    {
        if (Status != CampaignStatus.Draft)
            return CampaignErrors.Illegal(Status, "be scheduled");
        if (ScheduledAt is null || ScheduledAt <= now)
            return CampaignErrors.ScheduleInPast;
        (Status, StatusReason) = (CampaignStatus.Scheduled, null);
        return Result.Ok;
    }

    public Result Start(DateTime now)
    {
        if (!IsPrepared)
            return CampaignErrors.Illegal(Status, "be started");
        StartedAt = now;
        return Become(CampaignStatus.Planning);
    }

    /// <summary>The audience is frozen and counted.</summary>
    public Result Planned(RecipientCounts counts)
    {
        if (Status != CampaignStatus.Planning)
            return CampaignErrors.Illegal(Status, "finish planning");
        (PendingCount, SendingCount, SentCount, DeliveredCount, ReadCount) = (counts.Pending, counts.Sending, counts.Sent, counts.Delivered, counts.Read);
        (FailedCount, SkippedCount, AmbiguousCount, CancelledCount) = (counts.Failed, counts.Skipped, counts.Ambiguous, counts.Cancelled);
        Status = CampaignStatus.Running;
        return Result.Ok;
    }

    public Result Pause(Role? by, string reason)
    {
        if (!IsActive)
            return CampaignErrors.Illegal(Status, "be paused");
        if (Status == CampaignStatus.Planning)
            return CampaignErrors.Illegal(Status, "be paused before its audience is frozen");
        var paused = Become(CampaignStatus.Paused, reason);
        PausedBy = by;
        return paused;
    }

    /// <summary>A manager resumes only what a manager paused.</summary>
    public Result Resume(Role? by)
    {
        if (Status != CampaignStatus.Paused)
            return CampaignErrors.Illegal(Status, "be resumed");
        if (by == Role.Manager && PausedBy != Role.Manager)
            return CampaignErrors.PausedByOthers;
        if (IsOverBudget)
            return PreparationErrors.BudgetUsedUp;
        PausedBy = null;
        return Become(CampaignStatus.Running);
    }

    /// <summary>Sends no more from one of its numbers: the others take over what is left. In a new epoch, so that what the number has claimed is given back.</summary>
    public Result StopNumber(NumberId number)
    {
        if (!IsFrozen || Status is CampaignStatus.Completed or CampaignStatus.Cancelled)
            return CampaignErrors.Illegal(Status, "stop one of its numbers");
        var stopped = StoppedNumberIds;
        if (stopped.Contains(number))
            return CampaignErrors.NumberStopped;
        if (stopped.Count + 1 == NumberIds.Count)
            return CampaignErrors.LastNumber;
        StoppedNumbers = Json(stopped.Append(number));
        Epoch++;
        return Result.Ok;
    }

    /// <summary>Sends from a number again that was stopped.</summary>
    public Result ResumeNumber(NumberId number)
    {
        if (!IsFrozen || Status is CampaignStatus.Completed or CampaignStatus.Cancelled)
            return CampaignErrors.Illegal(Status, "send from a number again");
        var stopped = StoppedNumberIds;
        if (!stopped.Contains(number))
            return CampaignErrors.NumberSends;
        StoppedNumbers = Json(stopped.Where(n => n != number));
        Epoch++;
        return Result.Ok;
    }

    /// <summary>What is pending will not be sent; what is on its way or unknown still counts as it turns out.</summary>
    public Result Cancel(DateTime now)
    {
        if (Status is CampaignStatus.Draft or CampaignStatus.Completed or CampaignStatus.Cancelled)
            return CampaignErrors.Illegal(Status, "be cancelled");
        FinishedAt = now;
        return Become(CampaignStatus.Cancelled);
    }

    /// <summary>Work was put back to pending (retry of failed ones, or ambiguous ones to be sent again).</summary>
    public Result Reopen()
    {
        if (Status is CampaignStatus.Draft or CampaignStatus.Scheduled or CampaignStatus.Planning or CampaignStatus.Cancelled)
            return CampaignErrors.Illegal(Status, "send to recipients again");
        if (Status is CampaignStatus.Paused or CampaignStatus.Running)
            return Result.Ok;
        if (IsOverBudget)
            return PreparationErrors.BudgetUsedUp;
        FinishedAt = null;
        return Become(CampaignStatus.Running);
    }

    public Result Stall(string reason)
    {
        if (Status != CampaignStatus.Running)
            return CampaignErrors.Illegal(Status, "be stalled");
        Status = CampaignStatus.Stalled;
        StatusReason = reason;
        return Result.Ok;
    }

    public Result Move()
    {
        if (Status != CampaignStatus.Stalled)
            return CampaignErrors.Illegal(Status, "move again");
        Status = CampaignStatus.Running;
        StatusReason = null;
        return Result.Ok;
    }

    /// <summary>
    /// Where the counts say that the campaign is: done, or waiting for a person over ambiguous ones only.
    /// True when that changed its status.
    /// </summary>
    public bool Advance(DateTime now)
    {
        var to = (Status, Counts) switch
        {
            (CampaignStatus.Running or CampaignStatus.Stalled or CampaignStatus.NeedsAttention, { IsSettled: true }) => CampaignStatus.Completed,
            (CampaignStatus.Running or CampaignStatus.Stalled, { Pending: 0, Sending: 0 }) => CampaignStatus.NeedsAttention,
            _ => Status,
        };
        if (to == Status)
            return false;
        if (to == CampaignStatus.Completed)
            FinishedAt = now;
        Status = to;
        StatusReason = null;
        return true;
    }

    private Result Become(CampaignStatus status, string? reason = null)
    {
        Status = status;
        StatusReason = reason;
        Epoch++;
        return Result.Ok;
    }
}
