using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>What one commit is to do.</summary>
/// <param name="Intents">Ordinals of claimed rows to begin.</param>
/// <param name="Take">How many more to lease.</param>
/// <param name="PauseReason">Pauses the campaign for a person to look.</param>
internal sealed record LedgerOrder(Guid Claim, int Epoch, IReadOnlyList<Finished> Finished, IReadOnlyList<int> Intents, int Take, string? PauseReason = null)
{
    /// <summary>A pause over what became of all numbers' messages.</summary>
    public const string ErrorRatio = "error_ratio";

    /// <summary>The number that sends; null: the campaign's first one.</summary>
    public NumberId? Number { get; init; }

    /// <summary>How many of those to hold on to that may be written to now; the others are given back.</summary>
    public int Keep { get; init; } = Take;

    public IReadOnlyList<int> Ordinals => [.. Finished.Select(f => f.Call.Ordinal).Concat(Intents).Distinct()];
}
