namespace Admin.Domain.Campaigns;

/// <summary>Names of the live topics.</summary>
public static class CampaignTopics
{
    public const string All = "campaigns";

    public const string Details = "campaign-details";

    public const string Wall = "wall";

    public static string Of(CampaignId id) => $"campaign:{id}";

    public static string DetailsOf(CampaignId id) => $"{Details}:{id}";

    public static string WallOf(Walls.WallLinkId id) => $"{Wall}:{id}";
}
