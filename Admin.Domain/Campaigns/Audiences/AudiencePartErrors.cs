using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>Why people of a filter or of an earlier campaign do not become a part of an audience.</summary>
public static class AudiencePartErrors
{
    public static Error NotFound { get; } = Error.NotFound("audience_part_not_found", "This campaign's audience has no such part.");

    public static Error Invalid { get; } = Error.Invalid("audience_part_invalid", "Name either contacts or an earlier campaign. Contacts are chosen by list, tag, consent and date; a code goes only with failed.");

    public static Error AddedAlready { get; } = Error.Conflict("audience_part_added_already", "These people are in the audience already.");

    public static Error CampaignNotStarted { get; } = Error.Invalid("audience_campaign_not_started", "This campaign has not started, so nothing has become of its messages yet. Choose one that has.", "campaign_id");
}
