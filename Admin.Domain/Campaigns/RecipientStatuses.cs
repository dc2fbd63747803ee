using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns;

/// <summary>
/// What a status of WhatsApp's does to a recipient. The row that a set of one message's statuses ends in does not depend on their
/// order, nor on how often each came: times are the earliest told, the state is the furthest, and each failure is noted once.
/// </summary>
public sealed partial class Recipient
{
    /// <summary>Whether a status with this attempt id is about this recipient: its last try, or an earlier one of which nobody knew the outcome.</summary>
    public bool Knows(Guid attempt) =>
        AttemptId == attempt || Errors?.Contains(attempt.ToString(), StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The number of a try that this recipient <see cref="Knows"/>; null: the campaign's first one.</summary>
    public NumberId? NumberOf(Guid? attempt) =>
        attempt == AttemptId ? NumberId : AttemptError.Read(Errors).LastOrDefault(e => e.AttemptId == attempt)?.NumberId is { } number ? Messaging.NumberId.From(number) : null;

    /// <summary>Merges a status by <see cref="StatusOrder"/>. True when that changed anything.</summary>
    public bool Apply(StatusNews news)
    {
        // A recipient put back by a person has no last try any more; what is still told of it is old.
        var ofLast = AttemptId is { } last && (news.Attempt is not { } told || told == last);
        var before = (State, Reason, Wamid, SentAt, DeliveredAt, ReadAt, FailedAt, Errors);
        Wamid = news.Wamid is { } wamid && (Wamid is null || (ofLast && news.Attempt is not null)) ? wamid : Wamid;
        var failure = news.Status == MessageStatusKind.Failed ? FailureOf(news) : null;
        // A message that is known to have failed is not on its way again because its first status comes late or twice.
        if (news.Status == MessageStatusKind.Sent && HasFailed(news.Attempt ?? AttemptId))
            return Sent(news.At) | (before.Wamid != Wamid);
        Stamp(news, ofLast);
        var to = StatusOrder.Next(State, news.Status, ofLast);
        var reason = failure is null ? null : EarliestReason(failure);
        if (failure is not null)
            NoteOnce(failure);
        if (to != State)
            Settle(to, failure?.Code);
        else if (State == RecipientState.Failed && ofLast && reason is not null)
            Reason = reason;
        return before != (State, Reason, Wamid, SentAt, DeliveredAt, ReadAt, FailedAt, Errors);
    }

    private AttemptError FailureOf(StatusNews news)
    {
        var error = news.Error ?? new AttemptError(Attempts, news.Attempt ?? AttemptId, news.At, "unknown", "WhatsApp named no reason.");
        return error with { Reported = true, NumberId = NumberOf(error.AttemptId)?.Value };
    }

    private bool HasFailed(Guid? attempt) =>
        Errors is not null && attempt is not null && AttemptError.Read(Errors).Any(e => e.Reported && e.AttemptId == attempt);

    // The first failure told of the last try gives the reason; a tie goes to the smaller code.
    private string EarliestReason(AttemptError failure) => AttemptError.Read(Errors)
        .Where(e => e.Reported && e.AttemptId == failure.AttemptId).Append(failure)
        .OrderBy(e => e.At).ThenBy(e => e.Code, StringComparer.Ordinal).First().Code;

    private void Stamp(StatusNews news, bool ofLast)
    {
        switch (news.Status)
        {
            case MessageStatusKind.Sent:
                Sent(news.At);
                break;
            case MessageStatusKind.Delivered:
                Sent(news.At);
                DeliveredAt = Earlier(DeliveredAt, news.At);
                break;
            case MessageStatusKind.Read:
                // A message that was read at once may never be reported as delivered.
                Sent(news.At);
                DeliveredAt = Earlier(DeliveredAt, news.At);
                ReadAt = Earlier(ReadAt, news.At);
                break;
            case MessageStatusKind.Failed when ofLast:
                FailedAt = Earlier(FailedAt, news.At);
                break;
        }
    }

    private bool Sent(DateTime at)
    {
        var before = SentAt;
        SentAt = Earlier(SentAt, at);
        return SentAt != before;
    }

    // In the order of the tries, whichever was told first.
    private void NoteOnce(AttemptError error)
    {
        var errors = AttemptError.Read(Errors);
        if (errors.Contains(error))
            return;
        var ordered = errors.Append(error).OrderBy(e => e.Attempt).ThenBy(e => e.At).ThenBy(e => e.Code, StringComparer.Ordinal).ThenBy(e => e.Message, StringComparer.Ordinal);
        Errors = JsonSerializer.Serialize(ordered.TakeLast(ErrorsKept), AttemptError.Json);
    }

    private static DateTime Earlier(DateTime? known, DateTime told) => known < told ? known.Value : told;
}
