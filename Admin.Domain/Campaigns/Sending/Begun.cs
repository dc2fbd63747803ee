using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>A call whose intent is committed.</summary>
/// <param name="Attempts">Tries of this recipient, this one included.</param>
public sealed record Begun(int Ordinal, Guid Attempt, int Attempts, string Phone, string Fields)
{
    /// <summary>The day whose cap it was taken from; null without a daily cap.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>A call that came back, with what was decided.</summary>
public sealed record Finished(Begun Call, Verdict Verdict);

/// <summary>What one commit of the engine did.</summary>
/// <param name="Counts">As they stand after it; null when there is no such campaign.</param>
/// <param name="Running">False when nothing more may be begun: paused, cancelled, over, or another epoch.</param>
public sealed record LedgerStep(bool Running, IReadOnlyList<Begun> Begun, IReadOnlyList<Recipient> Claimed, RecipientCounts? Counts)
{
    /// <summary>The number as it stands; null when there is no such campaign.</summary>
    public Number? Sender { get; init; }

    /// <summary>When the portfolio has room for another person; null when nobody was turned away.</summary>
    public DateTime? FullUntil { get; init; }

    /// <summary>How many were claimed and put off to their hours.</summary>
    public int PutOff { get; init; }

    /// <summary>What the next one waits for, when only hours or the daily cap keep all that are left; else null.</summary>
    public PlannedWait? Wait { get; init; }
}

/// <summary>A wait that somebody asked for, which is no fault.</summary>
/// <param name="By">One of <see cref="LimitedBy"/>.</param>
public sealed record PlannedWait(string By, DateTime Until);
