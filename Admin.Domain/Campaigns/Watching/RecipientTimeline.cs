namespace Admin.Domain.Campaigns.Watching;

/// <summary>What happened to one recipient, oldest first.</summary>
public sealed record RecipientTimeline(RecipientView Recipient, IReadOnlyList<TimelineEntry> Entries);

/// <summary>One thing that happened to a recipient.</summary>
/// <param name="Code">Why, where there is a reason: WhatsApp's number as text, or a word of ours.</param>
/// <param name="Message">What WhatsApp or this application said.</param>
/// <param name="Who">The person, where a person did it.</param>
public sealed record TimelineEntry(DateTime At, TimelineKind Kind, string? Code = null, string? Message = null, string? Who = null);

/// <summary>What can happen to a recipient. The order is that of things which happened at the same moment.</summary>
public enum TimelineKind
{
    /// <summary>The audience was frozen with this recipient in it.</summary>
    Planned,

    /// <summary>Left out when planning.</summary>
    Skipped,

    /// <summary>A try that WhatsApp refused, or that failed later.</summary>
    TryFailed,

    /// <summary>A try of which nobody knows the outcome.</summary>
    OutcomeUnknown,

    /// <summary>A person decided to send again.</summary>
    SentAgain,

    /// <summary>A person decided to count it as sent.</summary>
    CountedAsSent,

    /// <summary>Accepted by WhatsApp.</summary>
    Accepted,
    Delivered,
    Read,

    /// <summary>The person answered.</summary>
    Responded,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>The person asked for no more campaigns, in this one or another.</summary>
    OptedOut,

    /// <summary>Will be tried again at this time.</summary>
    RetryDue,
    Cancelled,
}
