namespace Admin.Domain.Campaigns;

/// <summary>Names of the live topics.</summary>
public static class CampaignTopics
{
    public const string All = "campaigns";

    public static string Of(CampaignId id) => $"campaign:{id}";
}
