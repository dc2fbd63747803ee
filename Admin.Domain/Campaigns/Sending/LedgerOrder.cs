namespace Admin.Domain.Campaigns.Sending;

/// <summary>What one commit is to do.</summary>
/// <param name="Intents">Ordinals of claimed rows to begin.</param>
/// <param name="Take">How many more to lease.</param>
/// <param name="PauseReason">Pauses the campaign for a person to look.</param>
internal sealed record LedgerOrder(Guid Claim, int Epoch, IReadOnlyList<Finished> Finished, IReadOnlyList<int> Intents, int Take, string? PauseReason = null)
{
    public IReadOnlyList<int> Ordinals => [.. Finished.Select(f => f.Call.Ordinal).Concat(Intents).Distinct()];
}
