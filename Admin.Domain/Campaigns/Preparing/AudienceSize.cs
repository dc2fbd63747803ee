using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>How many people a campaign names before it starts; who is named twice counts twice.</summary>
internal static class AudienceSize
{
    public static async Task<int> OfAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var listed = await db.Set<CampaignAudienceList>().Where(l => l.CampaignKey == campaign.Key)
            .Select(l => db.Set<ContactListEntry>().Count(e => e.ListId == l.ListId)).ToListAsync(ct);
        return campaign.PendingCount + listed.Sum();
    }
}
