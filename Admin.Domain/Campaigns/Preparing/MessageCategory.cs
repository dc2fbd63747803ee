using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>Of what category a campaign's messages are, in WhatsApp's word in small letters: the frequency cap and prices go by it.</summary>
internal static class MessageCategory
{
    public const string Marketing = "marketing";

    /// <summary>A service that the person asked for, not an advertisement: the frequency cap may be lifted for it.</summary>
    public const string Utility = "utility";

    public const string Authentication = "authentication";

    public static async Task<string> OfAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        Of((await CampaignTemplate.FindAsync(db, campaign, ct))?.Category ?? TemplateCategory.Unknown);

    // What is not known counts as the strictest and the dearest.
    private static string Of(TemplateCategory category) => category switch
    {
        TemplateCategory.Utility => Utility,
        TemplateCategory.Authentication => Authentication,
        _ => Marketing,
    };
}
