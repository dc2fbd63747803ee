using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Walls;

/// <summary>Opens a board to whoever has its link. Nobody is signed in here: the token is all there is, and it opens nothing else.</summary>
public sealed class WallBoards(IAdminDb adminDb, LiveBroker broker, TimeProvider time)
{
    private const int LongestToken = 100;

    private static readonly TenantScope Scope = TenantScope.All("the token of a wall-board link names its organization");

    /// <summary>Until when the link works; null when it does not.</summary>
    public async Task<DateTime?> EndOfAsync(string token, CancellationToken ct) => (await FindAsync(token, ct))?.ExpiresAt;

    /// <summary>
    /// Watches the board, as <see cref="WallSnapshot"/>. The subscription ends by itself, with a refusal, when the link expires or
    /// is revoked. Anything else than a working link is <see cref="WallErrors.Closed"/>.
    /// </summary>
    public async Task<Result<LiveSubscription>> WatchAsync(string token, Func<Task> changed, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } link)
            return WallErrors.Closed;
        var watched = await broker.WatchAsync(Actor.System(link.OrganizationId, "wall board"), CampaignTopics.WallOf(link.Id), changed, ct);
        return watched.Failed ? WallErrors.Closed : watched;
    }

    private async Task<WallLink?> FindAsync(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > LongestToken)
            return null;
        var hash = OpaqueToken.Hash(token);
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var link = await db.Set<WallLink>().AsNoTracking().FirstOrDefaultAsync(l => l.Hash == hash, ct);
        return link?.IsAlive(time.GetUtcNow().UtcDateTime) == true ? link : null;
    }
}
