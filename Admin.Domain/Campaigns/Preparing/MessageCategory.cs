using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>Of what category a campaign's messages are, in WhatsApp's word in small letters: the frequency cap and prices go by it.</summary>
internal static class MessageCategory
{
    public const string Marketing = "marketing";

    /// <summary>A service that the person asked for, not an advertisement: the frequency cap may be lifted for it.</summary>
    public const string Utility = "utility";

    public static async Task<string> OfAsync(AdminDbContext db, Campaign campaign, CancellationToken ct) =>
        Of(await db.Set<Template>().AsNoTracking().FirstOrDefaultAsync(t => t.Name == campaign.TemplateName && t.Language == campaign.TemplateLanguage, ct));

    // What is not known counts as the strictest and the dearest; and a template does not tell.
    private static string Of(Template? template)
    {
        _ = template;
        return Marketing;
    }
}
