using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// Those of a campaign's pending recipients who must not be written to, whoever put them there: they opted out, also if they were erased
/// since, or the template is marketing and they have not consented. Asked when the audience is frozen and when people are put back to pending.
/// </summary>
public sealed class UnwantedRecipients(IRecipientQueue queue, OptOutMarks marks)
{
    /// <summary>Skips them, inside the caller's write; answers how many.</summary>
    internal async Task<int> SkipAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        var skipped = await queue.SkipOptedOutAsync(db, campaign.Ref, CampaignPlanner.OptedOut, ct)
            + await marks.SkipAsync(db, campaign.Ref, CampaignPlanner.OptedOut, ct);
        return await CampaignTemplate.NeedsConsentAsync(db, campaign, ct)
            ? skipped + await queue.SkipWithoutConsentAsync(db, campaign.Ref, CampaignPlanner.WithoutConsent, ct)
            : skipped;
    }

    /// <summary>Why one of them would be skipped; null: nothing is against it.</summary>
    internal async Task<string?> ReasonAsync(AdminDbContext db, Campaign campaign, string phone, CancellationToken ct)
    {
        if (await marks.HasAsync(db, campaign.OrganizationId, phone, ct))
            return CampaignPlanner.OptedOut;
        if (!await CampaignTemplate.NeedsConsentAsync(db, campaign, ct) || await db.Set<Contact>().AnyAsync(c => c.Phone == phone && c.MarketingConsent == ConsentState.Given, ct))
            return null;
        return CampaignPlanner.WithoutConsent;
    }
}
