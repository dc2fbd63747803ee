namespace Admin.Domain.Campaigns.Walls;

/// <summary>
/// What a wall board shows: counts. No name of a person, no phone, no number, no template, no organization; names of campaigns
/// only where the maker of the link allowed them.
/// </summary>
/// <param name="ExpiresAt">When the link ends (UTC).</param>
public sealed record WallSnapshot(IReadOnlyList<WallCampaign> Campaigns, DateTime ExpiresAt)
{
    public RecipientCounts Counts { get; } = Campaigns.Aggregate(RecipientCounts.None, (sum, c) => sum.Plus(c.Counts));

    /// <summary>Messages a second over all.</summary>
    public double Rate { get; } = Campaigns.Sum(c => c.Rate ?? 0);
}

/// <param name="Name">Null where names are not shown.</param>
public sealed record WallCampaign(string? Name, CampaignStatus Status, RecipientCounts Counts, double? Rate, double? EtaSeconds);
