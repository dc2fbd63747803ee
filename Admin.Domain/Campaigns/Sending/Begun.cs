using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>A call whose intent is committed.</summary>
/// <param name="Attempts">Tries of this recipient, this one included.</param>
public sealed record Begun(int Ordinal, Guid Attempt, int Attempts, string Phone, string Fields);

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
}
