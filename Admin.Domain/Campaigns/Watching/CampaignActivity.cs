using Admin.Domain.Accounts;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>One entry of a campaign's activity log, taken from the organization's audit.</summary>
/// <param name="Sequence">Of the audit entry.</param>
/// <param name="Action">Such as <c>campaign.paused</c>.</param>
/// <param name="By">Who did it: a person, another service, or the engine.</param>
/// <param name="Who">A person's or token's name; null for the engine, and for who is no longer known.</param>
/// <param name="Details">Such as <c>why</c>, <c>count</c>, <c>code</c> or <c>ordinal</c>.</param>
public sealed record CampaignActivity(long Sequence, DateTime At, string Action, ActorKind By, string? Who, IReadOnlyDictionary<string, string> Details);
