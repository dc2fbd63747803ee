using Admin.Domain.Campaigns;
using Admin.Domain.Organizations;
using Hangfire;

namespace Admin.Infrastructure.Jobs;

/// <summary>Hangfire as the alarm clock. A job that cannot be placed is no loss: each node sweeps by itself.</summary>
internal sealed class HangfireJobs(IBackgroundJobClient client) : IJobs
{
    public void WakeCampaign(OrganizationId organization, CampaignId campaign) =>
        client.Enqueue<CampaignWakeJob>(job => job.Run(organization.Value, campaign.Value));

    public void WakeCampaignAt(OrganizationId organization, CampaignId campaign, DateTimeOffset at) =>
        client.Schedule<CampaignWakeJob>(job => job.Run(organization.Value, campaign.Value), at);
}
