namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What one person got from one number: every message the simulator ever accepted for them.</summary>
/// <param name="CallbackData">The correlation value of each message, in order of acceptance.</param>
public sealed record LedgerEntry(string PhoneNumberId, string Recipient, IReadOnlyList<string> CallbackData)
{
    public int Messages => CallbackData.Count;
}

/// <summary>Which part of the ledger; null: all of it.</summary>
/// <param name="PhoneEnd">Digits that the recipient's phone ends in.</param>
internal sealed record LedgerFilter(string? PhoneNumberId = null, string? CallbackPrefix = null, string? PhoneEnd = null);
