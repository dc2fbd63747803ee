using Admin.Domain.Messaging.Contacts;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>People to be added to an audience: exactly one of the two is given.</summary>
/// <param name="Contacts">Those whom the filter matches when the campaign starts; without a text and without regard to opt-outs.</param>
/// <param name="Earlier">Those of an earlier campaign to whom this has happened when the campaign starts.</param>
public sealed record AudiencePartDraft(ContactFilter? Contacts = null, EarlierOutcome? Earlier = null);

/// <param name="Campaign">A campaign that has started; it may still run.</param>
/// <param name="Code">Of the failure, only with <see cref="CampaignOutcome.Failed"/>; null: every code.</param>
public sealed record EarlierOutcome(CampaignId Campaign, CampaignOutcome Outcome, string? Code = null);
