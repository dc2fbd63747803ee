using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns;

/// <summary>One status of a message, as merged into its recipient.</summary>
/// <param name="Attempt">Our attempt id, where the status carries it.</param>
public sealed record StatusNews(MessageStatusKind Status, DateTime At, string? Wamid, Guid? Attempt, AttemptError? Error);

/// <summary>
/// Statuses come late, twice and in any order: the furthest wins, nothing goes back, and a failure never erases a delivery.
/// </summary>
public static class StatusOrder
{
    public static RecipientState Next(RecipientState state, MessageStatusKind status, bool ofLastAttempt)
    {
        // An earlier try that failed after all says nothing about the one that is waiting or on its way.
        if (status == MessageStatusKind.Failed && !ofLastAttempt)
            return state;
        var to = Target(status);
        return Rank(to) > Rank(state) ? to : state;
    }

    private static RecipientState Target(MessageStatusKind status) => status switch
    {
        MessageStatusKind.Sent => RecipientState.Sent,
        MessageStatusKind.Delivered => RecipientState.Delivered,
        MessageStatusKind.Read => RecipientState.Read,
        MessageStatusKind.Failed => RecipientState.Failed,
    };

    private static int Rank(RecipientState state) => state switch
    {
        RecipientState.Pending or RecipientState.Sending or RecipientState.Skipped or RecipientState.Ambiguous or RecipientState.Cancelled => 0,
        RecipientState.Sent => 1,
        RecipientState.Failed => 2,
        RecipientState.Delivered => 3,
        RecipientState.Read => 4,
    };
}
