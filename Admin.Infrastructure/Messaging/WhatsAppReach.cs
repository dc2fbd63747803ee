using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging;

/// <summary>
/// Whether the Cloud API could be reached by the calls that were made anyway. Nothing is asked for health's sake: every call
/// counts against limits of Meta's, and a probe may come each second.
/// </summary>
internal sealed class WhatsAppReach(TimeProvider time)
{
    /// <summary>A failure older than this says nothing of now.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    private long _lostAt;

    /// <summary>The last call did not reach it, lately.</summary>
    public bool IsLost => Volatile.Read(ref _lostAt) is var at and not 0 && time.GetUtcNow().Ticks - at < Recent.Ticks;

    public SendOutcome Note(SendOutcome outcome)
    {
        switch (outcome)
        {
            case SendOutcome.Accepted or SendOutcome.Rejected:
                Found();
                break;
            case SendOutcome.NotSent { Reason: not NotSentReason.Cancelled } or SendOutcome.Ambiguous { Reason: not AmbiguousReason.Cancelled }:
                Lost();
                break;
        }

        return outcome;
    }

    public NumberLookup Note(NumberLookup lookup)
    {
        if (lookup is NumberLookup.Unreachable)
            Lost();
        else
            Found();
        return lookup;
    }

    private void Found() => Volatile.Write(ref _lostAt, 0);

    private void Lost() => Volatile.Write(ref _lostAt, time.GetUtcNow().Ticks);
}
