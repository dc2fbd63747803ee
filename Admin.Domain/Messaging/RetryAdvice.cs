namespace Admin.Domain.Messaging;

/// <summary>Who is held or ended by an error.</summary>
public enum WhatsAppRemedy
{
    /// <summary>This recipient again, after the delay.</summary>
    RetryRecipient,

    /// <summary>Nothing from the number until the delay is over; the recipient goes back.</summary>
    HoldNumber,

    /// <summary>Only this pair of number and person waits.</summary>
    HoldPair,

    /// <summary>Every number of the business account waits.</summary>
    HoldAccount,

    /// <summary>Every number of the app waits.</summary>
    HoldApp,

    FailRecipient,

    /// <summary>Fail, and remember that this person wants nothing more.</summary>
    SuppressRecipient,

    /// <summary>Not within the delay; a later wave may try.</summary>
    DeferRecipient,

    /// <summary>Pause for a person to look; no recipient is marked failed.</summary>
    PauseCampaign,

    /// <summary>What remains cannot be sent with this template any more.</summary>
    CancelCampaign,
}

/// <summary>What to do after an error.</summary>
/// <param name="Delay">How long to wait; null where nothing is repeated by itself.</param>
/// <param name="CountsAsTry">Whether one of the recipient's tries is used up.</param>
public readonly record struct RetryAdvice(WhatsAppRemedy Remedy, TimeSpan? Delay, bool CountsAsTry);
