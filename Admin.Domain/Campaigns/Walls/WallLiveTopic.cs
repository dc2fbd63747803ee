using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Walls;

/// <summary>One link's board, as <see cref="WallSnapshot"/>. When the link ends there is no such topic any more, which ends every screen that shows it.</summary>
internal sealed class WallLiveTopic(IAdminDb adminDb, CampaignReader campaigns, TimeProvider time) : ILiveTopic
{
    private const int Shown = 12;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    public string Pattern => CampaignTopics.Wall + ":{id}";

    public string Permission => Permissions.Campaigns.Share;

    public TimeSpan RefreshEvery => TimeSpan.FromMilliseconds(600);

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct)
    {
        var (now, wanted) = (time.GetUtcNow().UtcDateTime, new WallLinkId(id!.Value));
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var link = await db.Set<WallLink>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == wanted, ct);
        if (link?.IsAlive(now) != true || await db.Set<Organization>().AnyAsync(o => o.Id == organization && o.SuspendedAt != null, ct))
            return null;
        var views = link.CampaignKey is { } key
            ? await OneAsync(db, organization, key, ct)
            : await campaigns.ReadInMotionAsync(organization, now - Remembered, Shown, ct);
        return new WallSnapshot([.. views.Select(v => new WallCampaign(link.ShowsNames ? v.Name : null, v.Status, v.Counts, v.Rate, v.IsMoving ? v.EtaSeconds : null))], link.ExpiresAt);
    }

    private async Task<IReadOnlyList<CampaignView>> OneAsync(AdminDbContext db, OrganizationId organization, long key, CancellationToken ct)
    {
        var id = await db.Set<Campaign>().Where(c => c.Key == key).Select(c => c.Id).FirstAsync(ct);
        return await campaigns.ReadAsync(organization, id, ct) is { } view ? [view] : [];
    }
}
