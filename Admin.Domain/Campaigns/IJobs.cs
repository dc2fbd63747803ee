using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns;

/// <summary>An alarm clock, nothing more: every job only says "look now", and may be lost, late or doubled.</summary>
public interface IJobs
{
    /// <summary>Wakes the engine of one node.</summary>
    void WakeCampaign(OrganizationId organization, CampaignId campaign);

    /// <summary>The same at a later time.</summary>
    void WakeCampaignAt(OrganizationId organization, CampaignId campaign, DateTimeOffset at);
}
