namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What one person got from one number: every message the simulator ever accepted for them.</summary>
/// <param name="CallbackData">The correlation value of each message, in order of acceptance.</param>
public sealed record LedgerEntry(string PhoneNumberId, string Recipient, IReadOnlyList<string> CallbackData)
{
    public int Messages => CallbackData.Count;
}

/// <summary>A message as it is accepted.</summary>
internal sealed record LedgerMessage(string Wamid, string PhoneNumberId, string Recipient, string CallbackData, long AcceptedAt);

/// <summary>A status that has yet to reach the webhook. Times in Unix milliseconds.</summary>
internal sealed record PendingStatus(long Id, long DueAt, string Wamid, string PhoneNumberId, string Recipient, string CallbackData, string Status, int ErrorCode);
