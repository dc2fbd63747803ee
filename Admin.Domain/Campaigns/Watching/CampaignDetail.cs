namespace Admin.Domain.Campaigns.Watching;

/// <summary>What a campaign's page shows besides its counts; the same for every watcher and without personal data.</summary>
/// <param name="Series">The run so far.</param>
/// <param name="Reasons">Why recipients failed, were skipped or are ambiguous; most first.</param>
/// <param name="LastActivity">Sequence of the newest entry in its activity log; who shows the log reads it again when this moves.</param>
public sealed record CampaignDetail(CampaignId Id, ThroughputSeries Series, IReadOnlyList<ReasonCount> Reasons, long LastActivity);

/// <summary>How many recipients have one state for one reason.</summary>
/// <param name="Code">WhatsApp's number as text, or a word of ours.</param>
/// <param name="Class">What WhatsApp's number is about, in snake_case; null for words of ours.</param>
/// <param name="CanRetry">Whether another try is allowed: not for people who opted out or blocked the number.</param>
public sealed record ReasonCount(RecipientState State, string Code, int Count, string? Class, bool CanRetry);
