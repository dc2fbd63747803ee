namespace Admin.Domain.Campaigns.Sending;

/// <summary>What becomes of a recipient after a call.</summary>
public enum VerdictKind
{
    Accept,
    Wait,
    Fail,
    Lose,
}

/// <summary>The decision over one call.</summary>
/// <param name="RetryAt">For <see cref="VerdictKind.Wait"/>.</param>
/// <param name="Hold">How long the number is to rest.</param>
/// <param name="HoldsAll">Whether all numbers of the campaign rest with it: the limit is the account's or the app's.</param>
/// <param name="PauseReason">Set when a person must look before anything more is sent.</param>
/// <param name="Suppress">The person wants no more campaigns.</param>
public sealed record Verdict(
    VerdictKind Kind,
    string? Wamid = null,
    DateTime? RetryAt = null,
    bool CountsAsTry = true,
    AttemptError? Error = null,
    TimeSpan? Hold = null,
    bool HoldsAll = false,
    string? PauseReason = null,
    bool Suppress = false,
    bool OfTemplate = false);
