using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>
/// A campaign that an actor may watch, with the database open in its organization for whatever else is read of it. Another
/// organization's campaign is not found.
/// </summary>
/// <param name="Campaign">Not tracked: it is only looked at.</param>
/// <param name="IsMasked">Whether phones are masked for this actor.</param>
internal sealed record WatchedCampaign(AdminDbContext Db, Campaign Campaign, bool IsMasked) : IAsyncDisposable
{
    public static async Task<Result<WatchedCampaign>> OpenAsync(IAdminDb adminDb, Access access, Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Watch, ct);
        if (allowed.Failed)
            return allowed.Error;
        var masked = await access.IsMaskedAsync(actor, ct);
        var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        try
        {
            if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is { } campaign)
                return new WatchedCampaign(db, campaign, masked);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }

        await db.DisposeAsync();
        return CampaignErrors.NotFound;
    }

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}
