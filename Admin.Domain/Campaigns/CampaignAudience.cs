using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns;

/// <summary>Who a campaign goes to, until it starts.</summary>
public sealed class CampaignAudience(IAdminDb adminDb, Access access, AuditLog audit, IRecipientQueue queue, IAudienceReader csvReader, ILiveChannel live)
{
    /// <summary>Adds the people of a CSV: all readable lines, or nothing when the file as a whole is at fault.</summary>
    public async Task<Result<AudienceImport>> ImportAsync(Actor actor, CampaignId id, Stream csv, CancellationToken ct)
    {
        var found = await FindAsync(actor, id, ct);
        if (found.Failed)
            return found.Error;
        var (organization, region) = found.Value;
        // Read to the end before the write begins: nobody waits for a slow upload.
        var read = await csvReader.ReadAsync(csv, region, ct);
        return read.Failed ? read.Error : await AddAsync(actor, organization, id, read.Value, ct);
    }

    /// <summary>Adds a contact list; its contacts are frozen when the campaign starts.</summary>
    public async Task<Result> AddListAsync(Actor actor, CampaignId id, ContactListId list, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (!await db.Set<ContactList>().AnyAsync(l => l.Id == list, ct))
            return ContactListErrors.NotFound;
        if (!campaign.IsPrepared)
            return CampaignErrors.AudienceFrozen;
        if (await db.Set<CampaignAudienceList>().AnyAsync(l => l.CampaignKey == campaign.Key && l.ListId == list, ct))
            return CampaignErrors.ListAddedAlready;
        db.Add(CampaignAudienceList.Create(campaign, list));
        await ApprovalRules.WithdrawAsync(db, campaign, ct);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.audience_added", "campaign", id.ToString(), Details: Detail("contact_list", list.ToString())), ct);
        await write.CommitAsync(ct);
        Tell(campaign);
        return Result.Ok;
    }

    private async Task<Result<(OrganizationId Organization, string Region)>> FindAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var campaign = await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (!campaign.IsPrepared)
            return CampaignErrors.AudienceFrozen;
        var region = await db.Set<Organization>().Where(o => o.Id == allowed.Value).Select(o => o.DefaultRegion).FirstAsync(ct);
        return (allowed.Value, region);
    }

    private async Task<Result<AudienceImport>> AddAsync(Actor actor, OrganizationId organization, CampaignId id, AudienceFile file, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        // Looked at again inside the write: it may have been started while the file came in.
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (!campaign.IsPrepared)
            return CampaignErrors.AudienceFrozen;
        var first = campaign.TakeOrdinals(file.Rows.Count);
        if (first.Failed)
            return first.Error;
        await ApprovalRules.WithdrawAsync(db, campaign, ct);
        var added = await queue.AddAsync(db, campaign.Ref, first.Value, file.Rows, Recipient.AtOnce, ct);
        await queue.AddCountsAsync(db, campaign.Ref, RecipientCounts.None with { Pending = added }, ct);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.audience_added", "campaign", id.ToString(), Details: Detail("imported", added.ToString(CultureInfo.InvariantCulture))), ct);
        await write.CommitAsync(ct);
        Tell(campaign);
        return new AudienceImport(added, file.Duplicates + file.Rows.Count - added, file.Rejected, file.Columns);
    }

    private void Tell(Campaign campaign) => live.Publish(new LiveNote(CampaignTopics.Of(campaign.Id), campaign.OrganizationId));

    private static Dictionary<string, string> Detail(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
