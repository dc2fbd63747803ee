using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Audiences;

public sealed partial class CampaignAudience
{
    private const int EarlierAtMost = 100;

    /// <summary>The campaigns whose outcome can be a part of this one's audience: those that have started.</summary>
    public async Task<Result<EarlierChoices>> EarlierAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (!await db.Set<Campaign>().AnyAsync(c => c.Id == id, ct))
            return CampaignErrors.NotFound;
        var started = await db.Set<Campaign>().AsNoTracking().Where(c => c.StartedAt != null && c.Id != id).OrderByDescending(c => c.Key).Take(EarlierAtMost).ToListAsync(ct);
        return new EarlierChoices(started.ConvertAll(c => new EarlierChoice(c.Id, c.Name, c.Counts, c.RespondedCount)));
    }

    /// <summary>The codes that an earlier campaign's messages failed with.</summary>
    public async Task<Result<EarlierFailures>> FailuresAsync(Actor actor, CampaignId earlier, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == earlier, ct) is not { } campaign)
            return CampaignErrors.NotFound;
        var codes = await new EarlierTerms(campaign.Key, CampaignOutcome.Failed, null).Rows(db)
            .Where(r => r.Reason != null).GroupBy(r => r.Reason!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new EarlierFailures([.. codes.OrderByDescending(c => c.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new FailureCount(c.Key, c.Count))]);
    }
}
