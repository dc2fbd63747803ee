using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns;

/// <summary>
/// What can happen to one recipient. A method answers whether it applied: an outcome can come late, after a webhook or a person
/// has said more than it knows.
/// </summary>
public sealed partial class Recipient
{
    private const int ErrorsKept = 12;

    /// <summary>The intent: committed before the call, so that a crash leaves a trace of it.</summary>
    /// <param name="from">The number that the call goes from; null: the campaign's first one.</param>
    public bool Begin(Guid claim, Guid attempt, DateTime until, NumberId? from = null)
    {
        if (State != RecipientState.Pending || ClaimToken != claim)
            return false;
        State = RecipientState.Sending;
        Reason = null;
        (AttemptId, NumberId) = (attempt, from);
        Attempts++;
        ClaimedUntil = until;
        return true;
    }

    /// <summary>Gives back what was claimed and not begun.</summary>
    public bool Release(Guid claim)
    {
        if (State != RecipientState.Pending || ClaimToken != claim)
            return false;
        Unclaim();
        return true;
    }

    /// <summary>Gives back what was claimed, to be begun later: no try was made.</summary>
    public bool PutOff(Guid claim, DateTime until)
    {
        if (!Release(claim))
            return false;
        NextAttemptAt = until;
        return true;
    }

    public bool Accept(Guid attempt, string wamid, DateTime now)
    {
        if (AttemptId != attempt)
            return false;
        Wamid = wamid;
        if (State is not (RecipientState.Sending or RecipientState.Ambiguous))
            return true;
        SentAt ??= now;
        Settle(RecipientState.Sent, null);
        return true;
    }

    /// <summary>The call was surely not accepted; it will be tried again.</summary>
    public bool Wait(Guid attempt, DateTime until, bool countsAsTry, AttemptError error)
    {
        if (State != RecipientState.Sending || AttemptId != attempt)
            return false;
        if (countsAsTry)
            Note(error);
        else
            Attempts--;
        NextAttemptAt = until;
        Settle(RecipientState.Pending, null);
        return true;
    }

    public bool Fail(Guid attempt, AttemptError error)
    {
        if (State is not (RecipientState.Sending or RecipientState.Ambiguous) || AttemptId != attempt)
            return false;
        Note(error);
        FailedAt = error.At;
        Settle(RecipientState.Failed, error.Code);
        return true;
    }

    /// <summary>Nobody knows: the connection broke, or the process that called is gone.</summary>
    public bool Lose(Guid attempt, AttemptError error)
    {
        if (State != RecipientState.Sending || AttemptId != attempt)
            return false;
        Note(error);
        Settle(RecipientState.Ambiguous, error.Code);
        return true;
    }

    public Result SendAgain(DateTime now)
    {
        if (State != RecipientState.Ambiguous)
            return CampaignErrors.NotAmbiguous;
        NextAttemptAt = now;
        Settle(RecipientState.Pending, null);
        return Result.Ok;
    }

    public Result CountAsSent(DateTime now)
    {
        if (State != RecipientState.Ambiguous)
            return CampaignErrors.NotAmbiguous;
        SentAt ??= now;
        Settle(RecipientState.Sent, CountedByPerson);
        return Result.Ok;
    }

    public bool Skip(string reason)
    {
        if (State != RecipientState.Pending)
            return false;
        Settle(RecipientState.Skipped, reason);
        return true;
    }

    /// <summary>
    /// Makes the row nobody's: what it counts stays, who it was does not. WhatsApp's id goes too, because it holds the phone. False for one
    /// that may still be sent, or whose outcome is open.
    /// </summary>
    /// <param name="mark">A <see cref="PersonalData.PersonMark"/>.</param>
    public bool Forget(string mark)
    {
        if (State is RecipientState.Pending or RecipientState.Sending or RecipientState.Ambiguous)
            return false;
        (Phone, Fields, Wamid, Errors) = (mark, "{}", null, null);
        Bump();
        return true;
    }

    internal void Bump() => Version++;

    private void Settle(RecipientState state, string? reason)
    {
        State = state;
        Reason = reason is { Length: > ReasonMaxLength } ? reason[..ReasonMaxLength] : reason;
        Unclaim();
    }

    private void Unclaim()
    {
        ClaimToken = null;
        ClaimedUntil = null;
    }

    private void Note(AttemptError error)
    {
        var errors = Errors is null ? [] : JsonSerializer.Deserialize<List<AttemptError>>(Errors, AttemptError.Json)!;
        errors.Add(error with { NumberId = NumberOf(error.AttemptId)?.Value });
        Errors = JsonSerializer.Serialize(errors.TakeLast(ErrorsKept), AttemptError.Json);
    }
}
