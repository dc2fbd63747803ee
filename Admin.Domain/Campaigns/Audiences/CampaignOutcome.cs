namespace Admin.Domain.Campaigns.Audiences;

/// <summary>What became of an earlier campaign's message to a person; each but the answers is a state of the recipient.</summary>
public enum CampaignOutcome
{
    /// <summary>Accepted by WhatsApp, not delivered.</summary>
    Sent,

    /// <summary>Delivered, not read.</summary>
    Delivered,
    Read,
    Failed,

    /// <summary>Answered, whatever the state says.</summary>
    Replied,

    /// <summary>Got it (sent, delivered or read) and has not answered.</summary>
    NotReplied,
}
