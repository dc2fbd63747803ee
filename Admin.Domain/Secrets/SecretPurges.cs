using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Secrets;

/// <summary>
/// Nightly: purges what can no longer be restored, ends purges that were cut off after their first step, and forgets reads and
/// requests that nobody asks for any more. Safe to run twice, or to be ended in the middle.
/// </summary>
public sealed class SecretPurges(IAdminDb adminDb, AuditLog audit, IOptions<SecretsOptions> options, TimeProvider time, ILogger<SecretPurges> log)
{
    /// <summary>For how long a request is remembered by its Idempotency-Key.</summary>
    public static readonly TimeSpan RequestsKept = TimeSpan.FromDays(2);

    private const int Batch = 500;
    private const int ReadDaysKept = SecretStats.StaleDays + 10;

    private static readonly TenantScope Everybody = TenantScope.All("which organizations there are, to purge the deleted secrets of each");

    /// <returns>How many secrets were purged.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var purged = 0;
        foreach (var organization in await OrganizationsAsync(ct))
        {
            purged += await PurgeDeletedAsync(organization, ct);
            await ForgetAsync(organization, db => db.Set<SecretRead>().Where(r => r.Day < Today.AddDays(-ReadDaysKept)), ct);
            await ForgetAsync(organization, db => db.Set<SecretRequest>().Where(r => r.CreatedAt < Now - RequestsKept), ct);
        }

        if (purged > 0)
            log.LogInformation("{Secrets} deleted secrets were purged", purged);
        return purged;
    }

    /// <summary>
    /// The first step: no value is left, and the audit says why. Committed before the rows go: a database may leave the pages of a
    /// deleted row as they were, so what stands in them is written over first.
    /// </summary>
    internal static async Task DestroyValuesAsync(AdminDbContext db, SecretId id, CancellationToken ct)
    {
        foreach (var version in await db.Set<SecretVersion>().Where(v => v.SecretId == id && v.State != SecretVersionState.Destroyed).ToListAsync(ct))
            version.Destroy();
    }

    /// <summary>The second step: the rows go.</summary>
    internal static async Task RemoveAsync(AdminDbContext db, SecretId id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Secret>().FirstOrDefaultAsync(s => s.Id == id && s.DeletedKey != Guid.Empty, ct) is { } secret)
            db.Remove(secret);
        await write.CommitAsync(ct);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateTime Today => Now.Date;

    private async Task<int> PurgeDeletedAsync(OrganizationId organization, CancellationToken ct)
    {
        var before = Now.AddDays(-options.Value.RestoreDays);
        List<(SecretId Id, bool IsEmpty)> due;
        await using (var db = await adminDb.OpenAsync(TenantScope.For(organization), ct))
        {
            var found = await db.Set<Secret>()
                .Where(s => s.DeletedKey != Guid.Empty)
                .Select(s => new { s.Id, s.DeletedAt, IsEmpty = !db.Set<SecretVersion>().Any(v => v.SecretId == s.Id && v.State != SecretVersionState.Destroyed) })
                .Where(s => s.DeletedAt < before || s.IsEmpty)
                .ToListAsync(ct);
            due = found.ConvertAll(s => (s.Id, s.IsEmpty));
        }

        foreach (var (id, isEmpty) in due)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            if (!isEmpty)
                await DestroyAsync(db, organization, id, ct);
            await RemoveAsync(db, id, ct);
        }

        return due.Count;
    }

    private async Task DestroyAsync(AdminDbContext db, OrganizationId organization, SecretId id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await DestroyValuesAsync(db, id, ct);
        await audit.AppendAsync(db, Actor.System(organization, "purge"), SecretActs.Purged(id, reason: null), ct);
        await write.CommitAsync(ct);
    }

    private async Task ForgetAsync<T>(OrganizationId organization, Func<AdminDbContext, IQueryable<T>> old, CancellationToken ct)
        where T : class
    {
        for (var removed = Batch; removed == Batch;)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            var rows = await old(db).Take(Batch).ToListAsync(ct);
            db.RemoveRange(rows);
            await write.CommitAsync(ct);
            removed = rows.Count;
        }
    }

    private async Task<List<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Everybody, ct);
        return await db.Set<Organization>().Select(o => o.Id).ToListAsync(ct);
    }
}
