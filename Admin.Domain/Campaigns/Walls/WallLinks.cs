using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Walls;

/// <summary>Makes, lists and revokes links to wall boards. A revoked one is dark within a second.</summary>
public sealed class WallLinks(IAdminDb adminDb, Access access, AuditLog audit, ILiveChannel live, TimeProvider time)
{
    public const int MostAlive = 50;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Newest first; those that ended stay in the list, so that it says who had made them.</summary>
    public async Task<Result<Page<WallLinkView>>> ListAsync(Actor actor, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Share, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var total = await db.Set<WallLink>().CountAsync(ct);
        var links = await db.Set<WallLink>().AsNoTracking().OrderByDescending(l => l.CreatedAt).ThenBy(l => l.Label).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<WallLinkView>(await ViewsAsync(db, links, ct), total, page.Number, page.Size);
    }

    public async Task<Result<CreatedWallLink>> CreateAsync(Actor actor, WallLinkDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Share, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (Fault(draft) is { } fault)
            return fault;
        if (actor.Person is not { } person)
            return AccessErrors.Forbidden(Permissions.Campaigns.Share);
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        long? campaign = null;
        if (draft.Campaign is { } id)
        {
            campaign = await db.Set<Campaign>().Where(c => c.Id == id).Select(c => (long?)c.Key).FirstOrDefaultAsync(ct);
            if (campaign is null)
                return CampaignErrors.NotFound;
        }

        var now = Now;
        if (await db.Set<WallLink>().CountAsync(l => l.RevokedAt == null && l.ExpiresAt > now, ct) >= MostAlive)
            return WallErrors.TooMany;
        var token = OpaqueToken.New();
        var link = WallLink.Create(allowed.Value, OpaqueToken.Hash(token), draft, campaign, person, now);
        db.Add(link);
        await audit.AppendAsync(db, actor, Act("wall_link.created", link, draft), ct);
        await write.CommitAsync(ct);
        return new CreatedWallLink((await ViewsAsync(db, [link], ct))[0], token);
    }

    public async Task<Result> RevokeAsync(Actor actor, WallLinkId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Share, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<WallLink>().FirstOrDefaultAsync(l => l.Id == id, ct) is not { } link)
            return WallErrors.NotFound;
        if (!link.IsAlive(Now))
            return WallErrors.Ended;
        link.Revoke(Now);
        await audit.AppendAsync(db, actor, new AuditAct("wall_link.revoked", "wall_link", id.ToString()), ct);
        await write.CommitAsync(ct);
        live.Publish(new LiveNote(CampaignTopics.WallOf(id), allowed.Value));
        return Result.Ok;
    }

    private static Error? Fault(WallLinkDraft draft)
    {
        if (draft.Label?.Trim() is not { Length: >= 1 and <= WallLink.LabelMaxLength } label || label.Any(char.IsControl))
            return WallErrors.LabelInvalid;
        return draft.Hours is < 1 or > WallLinkDraft.MostHours ? WallErrors.HoursInvalid : null;
    }

    private static AuditAct Act(string action, WallLink link, WallLinkDraft draft)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["hours"] = draft.Hours.ToString(CultureInfo.InvariantCulture),
            ["names"] = draft.ShowsNames ? "shown" : "hidden",
        };
        if (draft.Campaign is { } campaign)
            details["campaign"] = campaign.ToString();
        return new AuditAct(action, "wall_link", link.Id.ToString(), Details: details);
    }

    private static async Task<List<WallLinkView>> ViewsAsync(AdminDbContext db, List<WallLink> links, CancellationToken ct)
    {
        var makers = links.Select(l => l.CreatedBy).Distinct().ToList();
        var names = await db.Users.Where(p => makers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var keys = links.Select(l => l.CampaignKey).OfType<long>().Distinct().ToList();
        var campaigns = await db.Set<Campaign>().AsNoTracking().Where(c => keys.Contains(c.Key)).ToDictionaryAsync(c => c.Key, c => (c.Id, c.Name), ct);
        return links.ConvertAll(l => new WallLinkView(
            l.Id,
            l.Label,
            l.CampaignKey is { } key ? campaigns[key].Id : null,
            l.CampaignKey is { } named ? campaigns[named].Name : null,
            l.ShowsNames,
            names.GetValueOrDefault(l.CreatedBy),
            l.CreatedAt,
            l.ExpiresAt,
            l.RevokedAt));
    }
}
