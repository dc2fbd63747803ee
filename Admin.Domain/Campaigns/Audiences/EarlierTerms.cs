using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>The people of an earlier campaign to whom something has happened.</summary>
/// <param name="Campaign">Its key.</param>
/// <param name="Code">Of the failure; null: every one.</param>
internal sealed record EarlierTerms(long Campaign, CampaignOutcome Outcome, string? Code)
{
    /// <summary>Without those who were forgotten since: of them only a mark is left, to which nobody can write.</summary>
    public IQueryable<Recipient> Rows(AdminDbContext db)
    {
        var rows = db.Set<Recipient>().Where(r => r.CampaignKey == Campaign && !EF.Functions.Like(r.Phone, PersonMark.Pattern));
        return Outcome switch
        {
            CampaignOutcome.Sent => rows.Where(r => r.State == RecipientState.Sent),
            CampaignOutcome.Delivered => rows.Where(r => r.State == RecipientState.Delivered),
            CampaignOutcome.Read => rows.Where(r => r.State == RecipientState.Read),
            CampaignOutcome.Failed => Code is { } code ? rows.Where(r => r.State == RecipientState.Failed && r.Reason == code) : rows.Where(r => r.State == RecipientState.Failed),
            CampaignOutcome.Replied => rows.Where(r => r.RespondedAt != null),
            CampaignOutcome.NotReplied => rows.Where(r => (r.State == RecipientState.Sent || r.State == RecipientState.Delivered || r.State == RecipientState.Read) && r.RespondedAt == null),
        };
    }
}
