namespace Admin.Domain.Campaigns;

/// <summary>Recipients by state; also a difference of two such, where figures may be negative.</summary>
public sealed record RecipientCounts(int Pending, int Sending, int Sent, int Delivered, int Read, int Failed, int Skipped, int Ambiguous, int Cancelled)
{
    public static RecipientCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public int Total => Pending + Sending + Sent + Delivered + Read + Failed + Skipped + Ambiguous + Cancelled;

    /// <summary>Whether nothing is left to do or to learn before the campaign is over.</summary>
    public bool IsSettled => Pending == 0 && Sending == 0 && Ambiguous == 0;

    /// <summary>Whether more has come to an end since, or anything was learned: a try that only goes out and comes back is no movement.</summary>
    public bool HasMovedSince(RecipientCounts? before) =>
        this with { Pending = 0, Sending = 0 } != (before is null ? null : before with { Pending = 0, Sending = 0 });

    public int Of(RecipientState state) => state switch
    {
        RecipientState.Pending => Pending,
        RecipientState.Sending => Sending,
        RecipientState.Sent => Sent,
        RecipientState.Delivered => Delivered,
        RecipientState.Read => Read,
        RecipientState.Failed => Failed,
        RecipientState.Skipped => Skipped,
        RecipientState.Ambiguous => Ambiguous,
        RecipientState.Cancelled => Cancelled,
    };

    public RecipientCounts Plus(RecipientState state, int count) => state switch
    {
        RecipientState.Pending => this with { Pending = Pending + count },
        RecipientState.Sending => this with { Sending = Sending + count },
        RecipientState.Sent => this with { Sent = Sent + count },
        RecipientState.Delivered => this with { Delivered = Delivered + count },
        RecipientState.Read => this with { Read = Read + count },
        RecipientState.Failed => this with { Failed = Failed + count },
        RecipientState.Skipped => this with { Skipped = Skipped + count },
        RecipientState.Ambiguous => this with { Ambiguous = Ambiguous + count },
        RecipientState.Cancelled => this with { Cancelled = Cancelled + count },
    };

    /// <summary>The difference that one recipient's move makes.</summary>
    public RecipientCounts Moved(RecipientState from, RecipientState to) => Plus(from, -1).Plus(to, 1);

    public RecipientCounts Plus(RecipientCounts other) => new(
        Pending + other.Pending,
        Sending + other.Sending,
        Sent + other.Sent,
        Delivered + other.Delivered,
        Read + other.Read,
        Failed + other.Failed,
        Skipped + other.Skipped,
        Ambiguous + other.Ambiguous,
        Cancelled + other.Cancelled);
}
