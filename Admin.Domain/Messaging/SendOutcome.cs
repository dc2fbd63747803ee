namespace Admin.Domain.Messaging;

/// <summary>What is known after one call. Only <see cref="Rejected"/> and <see cref="NotSent"/> prove that no message left.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The API took the message over; whether it arrives, the webhooks tell.</summary>
    /// <param name="Wamid">The API's id of the message.</param>
    /// <param name="WaId">The recipient as WhatsApp writes it; can differ from what was asked, or be missing.</param>
    /// <param name="MessageStatus"><c>accepted</c>, <c>held_for_quality_assessment</c> or <c>paused</c>.</param>
    public sealed record Accepted(string Wamid, string? WaId, string MessageStatus) : SendOutcome;

    /// <summary>The API answered with an error of its own.</summary>
    public sealed record Rejected(WhatsAppError Error) : SendOutcome;

    /// <summary>The request was written and its fate is unknown: never send again without a webhook or a person saying so.</summary>
    public sealed record Ambiguous(AmbiguousReason Reason) : SendOutcome;

    /// <summary>The request was never written, so that repeating it is safe.</summary>
    public sealed record NotSent(NotSentReason Reason) : SendOutcome;
}

public enum AmbiguousReason
{
    Timeout,
    ConnectionLost,
    Cancelled,
    UnreadableAnswer,
}

public enum NotSentReason
{
    ConnectionFailed,
    NameNotResolved,
    TlsFailed,
    ConnectTimeout,
    Cancelled,
}
