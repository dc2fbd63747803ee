using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns;

/// <summary>One campaign, as <see cref="CampaignView"/>.</summary>
internal sealed class CampaignLiveTopic(CampaignReader reader) : ILiveTopic
{
    public string Pattern => "campaign:{id}";

    public string Permission => Permissions.Campaigns.Watch;

    // The rate falls and the time left runs without a note, so a second is as old as it gets.
    public TimeSpan RefreshEvery => TimeSpan.FromSeconds(1);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) =>
        await reader.ReadAsync(organization, new CampaignId(id!.Value), ct);
}

/// <summary>The newest campaigns of an organization, as a list of <see cref="CampaignView"/>.</summary>
internal sealed class CampaignsLiveTopic(CampaignReader reader) : ILiveTopic
{
    private const int Shown = 100;

    public string Pattern => CampaignTopics.All;

    public string Permission => Permissions.Campaigns.Watch;

    public TimeSpan RefreshEvery => TimeSpan.FromSeconds(2);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) =>
        await reader.ReadNewestAsync(organization, Shown, ct);
}
