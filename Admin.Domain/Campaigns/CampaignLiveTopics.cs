using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns;

/// <summary>One campaign, as <see cref="CampaignView"/>.</summary>
internal sealed class CampaignLiveTopic(CampaignReader reader) : ILiveTopic
{
    public string Pattern => "campaign:{id}";

    public string Permission => Permissions.Campaigns.Watch;

    // The rate falls and the time left runs without a note. With reading and the pace of updates, what is shown stays under a second.
    public TimeSpan RefreshEvery => TimeSpan.FromMilliseconds(600);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) =>
        await reader.ReadAsync(organization, new CampaignId(id!.Value), ct);
}

/// <summary>The newest campaigns of an organization, as a list of <see cref="CampaignView"/>.</summary>
internal sealed class CampaignsLiveTopic(CampaignReader reader) : ILiveTopic
{
    private const int Shown = 100;

    public string Pattern => CampaignTopics.All;

    public string Permission => Permissions.Campaigns.Watch;

    public TimeSpan RefreshEvery => TimeSpan.FromMilliseconds(600);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) =>
        await reader.ReadNewestAsync(organization, Shown, ct);
}
