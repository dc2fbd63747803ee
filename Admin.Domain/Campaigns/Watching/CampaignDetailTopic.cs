using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>The run and the reasons of one campaign, as <see cref="CampaignDetail"/>; slower than its counts, because it costs more.</summary>
internal sealed class CampaignDetailTopic(CampaignWatch watch) : ILiveTopic
{
    public string Pattern => CampaignTopics.Details + ":{id}";

    public string Permission => Permissions.Campaigns.Watch;

    public TimeSpan RefreshEvery => TimeSpan.FromSeconds(2);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) =>
        await watch.ReadDetailAsync(organization, new CampaignId(id!.Value), ct);
}
