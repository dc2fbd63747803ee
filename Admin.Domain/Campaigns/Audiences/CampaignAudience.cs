using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

/// <summary>
/// Who a campaign goes to, until it starts. Files become recipients at once (CampaignAudienceFiles.cs); parts are looked up when it starts,
/// also those of an earlier campaign that runs on (CampaignAudienceEarlier.cs says which there are).
/// </summary>
public sealed partial class CampaignAudience(IAdminDb adminDb, Access access, AuditLog audit, IRecipientQueue queue, IAudienceReader csvReader, ILiveChannel live)
{
    private const string Added = "campaign.audience_added";
    private const string Removed = "campaign.audience_removed";

    public async Task<Result<AudienceView>> GetAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, campaign, _) = open;
        var parts = await AudienceSize.PartsAsync(db, campaign, ct);
        var views = await ViewsAsync(db, parts, ct);
        if (campaign.IsFrozen)
            return new AudienceView(campaign.Counts.Total - parts.Sum(p => p.Part.Brought ?? 0), views, campaign.Counts.Total);
        // Whom a single part names is counted already.
        var people = views is [var only] && campaign.PendingCount == 0 ? only.Size : await AudienceSize.PeopleAsync(db, campaign, [.. parts.Select(p => p.Terms)], ct);
        return new AudienceView(campaign.PendingCount, views, people);
    }

    /// <summary>How many people a part would name now.</summary>
    public async Task<Result<int>> SizeAsync(Actor actor, AudiencePartDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var content = await AudiencePartContent.CheckAsync(db, draft, ct);
        return content.Failed ? content.Error : await (await content.Value.ReadAsync(db, ct)).CountAsync(db, ct);
    }

    /// <summary>Adds people who are looked up when the campaign starts. What the campaign was approved for is not there any more.</summary>
    public async Task<Result<AudiencePartView>> AddAsync(Actor actor, CampaignId id, AudiencePartDraft draft, CancellationToken ct)
    {
        CampaignAudiencePart? added = null;
        var done = await ChangeAsync(actor, id, Added, async (db, campaign) =>
        {
            var content = await AudiencePartContent.CheckAsync(db, draft, ct);
            if (content.Failed)
                return content.Error;
            var parts = await db.Set<CampaignAudiencePart>().AsNoTracking().Where(p => p.CampaignKey == campaign.Key).ToListAsync(ct);
            if (parts.Exists(p => p.Content.IsSame(content.Value)))
                return AudiencePartErrors.AddedAlready;
            added = CampaignAudiencePart.Create(campaign, content.Value);
            db.Add(added);
            return await DetailsAsync(db, added, ct);
        }, ct);
        if (done.Failed)
            return done.Error;
        // Counted when nobody waits for the write any more.
        await using var db = await adminDb.OpenAsync(TenantScope.For(added!.OrganizationId), ct);
        return (await ViewsAsync(db, [(added, await added.Content.ReadAsync(db, ct))], ct))[0];
    }

    /// <summary>Takes a part out again.</summary>
    public Task<Result> RemoveAsync(Actor actor, CampaignId id, AudiencePartId part, CancellationToken ct) =>
        ChangeAsync(actor, id, Removed, async (db, campaign) =>
        {
            if (await db.Set<CampaignAudiencePart>().FirstOrDefaultAsync(p => p.CampaignKey == campaign.Key && p.Id == part, ct) is not { } found)
                return AudiencePartErrors.NotFound;
            db.Remove(found);
            return await DetailsAsync(db, found, ct);
        }, ct);

    /// <summary>Changes the audience of a campaign that has not started, withdraws its approval, notes what was done and tells who watches.</summary>
    /// <param name="act">Answers the details to be noted.</param>
    private async Task<Result> ChangeAsync(Actor actor, CampaignId id, string action, Func<AdminDbContext, Campaign, Task<Result<Dictionary<string, string>>>> act, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        return allowed.Failed ? allowed.Error : await CampaignLedger.AgainOnConflictAsync(() => ChangeOnceAsync(actor, allowed.Value, id, action, act, ct));
    }

    private async Task<Result> ChangeOnceAsync(Actor actor, OrganizationId organization, CampaignId id, string action, Func<AdminDbContext, Campaign, Task<Result<Dictionary<string, string>>>> act, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (campaign is null)
            return CampaignErrors.NotFound;
        if (!campaign.IsPrepared)
            return CampaignErrors.AudienceFrozen;
        var done = await act(db, campaign);
        if (done.Failed)
            return done.Error;
        await ApprovalRules.WithdrawAsync(db, campaign, ct);
        // Whoever looked at the campaign before, a start on another node too, has seen another audience.
        db.Entry(campaign).Property(c => c.Stamp).IsModified = true;
        await audit.AppendAsync(db, actor, new AuditAct(action, "campaign", id.ToString(), Details: done.Value), ct);
        await write.CommitAsync(ct);
        live.Publish(new LiveNote(CampaignTopics.Of(campaign.Id), campaign.OrganizationId));
        return Result.Ok;
    }

    private static async Task<IReadOnlyList<AudiencePartView>> ViewsAsync(AdminDbContext db, IReadOnlyList<(CampaignAudiencePart Part, AudienceTerms Terms)> parts, CancellationToken ct)
    {
        var listIds = parts.Select(p => p.Part.ListId).OfType<ContactListId>().ToList();
        var lists = await db.Set<ContactList>().AsNoTracking().Where(l => EF.Parameter(listIds).Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.Name, ct);
        var keys = parts.Select(p => p.Part.EarlierKey).OfType<long>().ToList();
        var campaigns = await db.Set<Campaign>().AsNoTracking().Where(c => EF.Parameter(keys).Contains(c.Key)).Select(c => new { c.Key, c.Id, c.Name }).ToDictionaryAsync(c => c.Key, ct);
        var views = new List<AudiencePartView>(parts.Count);
        foreach (var (part, terms) in parts)
        {
            var (contacts, earlier) = (part.Content.Contacts, part.EarlierKey is { } key ? campaigns[key] : null);
            views.Add(new AudiencePartView(
                part.Id,
                contacts,
                part.ListId is { } list ? lists.GetValueOrDefault(list) : null,
                earlier is null ? null : new EarlierOutcome(earlier.Id, part.Outcome!.Value, part.Code),
                earlier?.Name,
                part.Brought ?? await terms.CountAsync(db, ct)));
        }

        return views;
    }

    // Ids and codes, no names: what a tag says may be personal.
    private static async Task<Result<Dictionary<string, string>>> DetailsAsync(AdminDbContext db, CampaignAudiencePart part, CancellationToken ct)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["part"] = part.Id.ToString() };
        Note("contact_list", part.ListId?.ToString());
        Note("marketing_consent", part.Marketing is { } marketing ? SnakeCase.Of(marketing) : null);
        Note("utility_consent", part.Utility is { } utility ? SnakeCase.Of(utility) : null);
        if (part.EarlierKey is { } earlier)
        {
            Note("earlier_campaign", (await db.Set<Campaign>().Where(c => c.Key == earlier).Select(c => c.Id).FirstAsync(ct)).ToString());
            Note("outcome", SnakeCase.Of(part.Outcome!.Value));
            Note("code", part.Code);
        }

        return details;

        void Note(string name, string? value)
        {
            if (value is not null)
                details[name] = value;
        }
    }
}
