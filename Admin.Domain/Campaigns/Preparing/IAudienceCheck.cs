using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>Looks through an audience in one set-based read, without changing it; each database words it differently.</summary>
public interface IAudienceCheck
{
    /// <summary>How many different people there are, by why they would be left out and by where they live.</summary>
    /// <param name="parts">Of the audience, beside the people of files.</param>
    /// <param name="columns">Which the template needs.</param>
    /// <param name="needsConsent">Whether those are left out who are no contact that consented to marketing.</param>
    /// <param name="cap">Null: no frequency cap for this campaign.</param>
    /// <param name="since">From when on the cap counts.</param>
    Task<IReadOnlyList<AudienceGroup>> CountAsync(AdminDbContext db, CampaignRef campaign, IReadOnlyList<AudienceTerms> parts, IReadOnlyList<string> columns, bool needsConsent, FrequencyCap? cap, DateTime since, CancellationToken ct);
}

/// <param name="Reason">As a recipient's; null: they get the message.</param>
/// <param name="Prefix">The first five characters of the phones, the plus sign being the first.</param>
public sealed record AudienceGroup(string? Reason, string Prefix, int Count);
