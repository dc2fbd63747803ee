namespace Admin.Domain.Campaigns;

/// <summary>The furthest that one recipient has come. Each recipient is counted once, under this.</summary>
public enum RecipientState
{
    /// <summary>To be sent, now or after a wait.</summary>
    Pending,

    /// <summary>The intent is committed; the call may be on its way.</summary>
    Sending,

    /// <summary>Accepted by WhatsApp.</summary>
    Sent,
    Delivered,
    Read,
    Failed,

    /// <summary>Left out when planning: opted out, or a parameter is missing.</summary>
    Skipped,

    /// <summary>Nobody knows whether the message went out. Never sent again by itself.</summary>
    Ambiguous,
    Cancelled,
}
