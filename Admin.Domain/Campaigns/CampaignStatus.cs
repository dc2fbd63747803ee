namespace Admin.Domain.Campaigns;

/// <summary>Where a campaign stands. README.md in this folder draws the transitions.</summary>
public enum CampaignStatus
{
    Draft,
    Scheduled,

    /// <summary>Started; its audience is being frozen.</summary>
    Planning,
    Running,

    /// <summary>By a person, or by the engine with a reason that a person must clear.</summary>
    Paused,

    /// <summary>Running, but nothing has moved for a while; the reason is named.</summary>
    Stalled,

    /// <summary>Only ambiguous recipients are left, and a person must settle them.</summary>
    NeedsAttention,
    Completed,
    Cancelled,
}
