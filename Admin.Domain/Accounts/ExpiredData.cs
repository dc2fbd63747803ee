using Admin.Domain.Messaging;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

/// <summary>
/// Forgets sessions, links, invitations, visits, read notices and the like some weeks after they were over, and any notice after a
/// year. What happened stays in the audit, which nothing here touches. Safe to run twice, or to be ended in the middle.
/// </summary>
public sealed class ExpiredData(IAdminDb adminDb, IExpiredRows rows, IOptions<RetentionOptions> options, TimeProvider time, ILogger<ExpiredData> log)
{
    /// <summary>Small enough that nobody waits noticeably for the write gate.</summary>
    internal const int Batch = 500;

    private static readonly TenantScope Everybody = TenantScope.All("which organizations there are, to purge each of them by its own");

    public async Task<int> PurgeAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.ExpiredDays);
        var forgotten = time.GetUtcNow().UtcDateTime - Notice.KeptFor;
        var written = time.GetUtcNow().UtcDateTime - PeopleLimit.Window;
        var purged = 0;
        foreach (var delete in (Func<AdminDbContext, Task<int>>[])
        [
            db => rows.DeleteSessionsAsync(db, before, Batch, ct),
            db => rows.DeleteLinksAsync(db, before, Batch, ct),
            db => rows.DeleteRecoveryCodesAsync(db, before, Batch, ct),
            db => rows.DeleteSignInFailuresAsync(db, before, Batch, ct),
        ])
            purged += await InBatchesAsync(TenantScope.Accounts, delete, ct);
        foreach (var organization in await OrganizationsAsync(ct))
        {
            purged += await InBatchesAsync(TenantScope.For(organization), db => rows.DeleteInvitationsAsync(db, organization, before, Batch, ct), ct);
            purged += await InBatchesAsync(TenantScope.For(organization), db => rows.DeleteVisitsAsync(db, organization, before, Batch, ct), ct);
            purged += await InBatchesAsync(TenantScope.For(organization), db => rows.DeleteReadReceiptsAsync(db, organization, before, Batch, ct), ct);
            purged += await InBatchesAsync(TenantScope.For(organization), db => rows.DeletePortfolioPeopleAsync(db, organization, written, Batch, ct), ct);
            purged += await InBatchesAsync(TenantScope.For(organization), db => rows.DeleteNoticesAsync(db, organization, forgotten, Batch, ct), ct);
        }

        log.LogInformation("{Rows} expired rows were deleted", purged);
        return purged;
    }

    private async Task<int> InBatchesAsync(TenantScope scope, Func<AdminDbContext, Task<int>> delete, CancellationToken ct)
    {
        for (var total = 0; ;)
        {
            await using var db = await adminDb.OpenAsync(scope, ct);
            await using var write = await db.BeginWriteAsync(ct);
            var deleted = await delete(db);
            await write.CommitAsync(ct);
            total += deleted;
            if (deleted < Batch)
                return total;
        }
    }

    private async Task<List<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Everybody, ct);
        return await db.Set<Organization>().Select(o => o.Id).ToListAsync(ct);
    }
}
