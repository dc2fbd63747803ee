using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

public sealed partial class CampaignAudience
{
    /// <summary>Adds the people of a CSV: all readable lines, or nothing when the file as a whole is at fault.</summary>
    public async Task<Result<AudienceImport>> ImportAsync(Actor actor, CampaignId id, Stream csv, CancellationToken ct)
    {
        var region = await RegionAsync(actor, id, ct);
        if (region.Failed)
            return region.Error;
        // Read to the end before the write begins: nobody waits for a slow upload.
        var read = await csvReader.ReadAsync(csv, region.Value, ct);
        if (read.Failed)
            return read.Error;
        var (file, added) = (read.Value, 0);
        // The campaign is looked at again inside the write: it may have been started while the file came in.
        var done = await ChangeAsync(actor, id, Added, async (db, campaign) =>
        {
            var first = campaign.TakeOrdinals(file.Rows.Count);
            if (first.Failed)
                return first.Error;
            added = await queue.AddAsync(db, campaign.Ref, first.Value, file.Rows, Recipient.AtOnce, ct);
            await queue.AddCountsAsync(db, campaign.Ref, RecipientCounts.None with { Pending = added }, ct);
            return Count("imported", added);
        }, ct);
        return done.Failed ? done.Error : new AudienceImport(added, file.Duplicates + file.Rows.Count - added, file.Rejected, file.Columns);
    }

    /// <summary>Takes out everybody who came from CSV files.</summary>
    public Task<Result> ClearFilesAsync(Actor actor, CampaignId id, CancellationToken ct) =>
        ChangeAsync(actor, id, Removed, async (db, campaign) =>
        {
            var count = campaign.PendingCount;
            await queue.DeleteAsync(db, campaign.Ref, ct);
            // Who was erased meanwhile is skipped already.
            await queue.AddCountsAsync(db, campaign.Ref, RecipientCounts.None with { Pending = -count, Skipped = -campaign.SkippedCount }, ct);
            return Count("from_files", count);
        }, ct);

    private async Task<Result<string>> RegionAsync(Actor actor, CampaignId id, CancellationToken ct)
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
        return await db.Set<Organization>().Where(o => o.Id == allowed.Value).Select(o => o.DefaultRegion).FirstAsync(ct);
    }

    private static Dictionary<string, string> Count(string name, int count) =>
        new(StringComparer.Ordinal) { [name] = count.ToString(CultureInfo.InvariantCulture) };
}
