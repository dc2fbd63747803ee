using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>
/// One per node: takes up whatever run is due and nobody holds, and works it off in batches. It knows nothing that the rows do
/// not say, so it may be ended anywhere; what it held is free again when its lease is over.
/// </summary>
public sealed class ReEncryptionRunner(
    IAdminDb adminDb,
    AuditLog audit,
    SecretCiphers ciphers,
    IReEncryptionStore store,
    ILiveChannel channel,
    TimeProvider time,
    ILogger<ReEncryptionRunner> log)
{
    /// <summary>Longer than a batch can take: opening and sealing ends after ten seconds and the call that is under way then.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks at a provider that is away.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>A far provider must not keep other organizations' runs waiting.</summary>
    private const int RunsAtOnce = 2;

    private static readonly TenantScope Scope = TenantScope.All("the runner serves every organization's re-encryptions");

    /// <summary>Works off all that is due now.</summary>
    public async Task RunDueAsync(CancellationToken ct)
    {
        var now = Now;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var due = await db.Set<ReEncryption>().AsNoTracking()
            .Where(r => (r.State == ReEncryptionState.Waiting || r.State == ReEncryptionState.Running) && (r.LeasedUntil == null || r.LeasedUntil <= now))
            .OrderBy(r => r.StartedAt)
            .Select(r => new { r.OrganizationId, r.Id })
            .ToListAsync(ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = RunsAtOnce, CancellationToken = ct }, async (run, token) => await RunAsync(run.OrganizationId, run.Id, token));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task RunAsync(OrganizationId organization, ReEncryptionId id, CancellationToken ct)
    {
        var owner = Guid.CreateVersion7();
        try
        {
            if (await ClaimAsync(organization, id, owner, ct) is not { } run)
                return;
            channel.Publish(new LiveNote(ReEncryptionTopics.All, organization));
            var work = new ReEncryptionWork(run, owner, new ReEncryptionParts(adminDb, audit, ciphers, store, time));
            while (await work.StepAsync(ct))
                channel.Publish(new LiveNote(ReEncryptionTopics.All, organization));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Any node may go on with it at once.
            await GiveBackAsync(organization, id, owner, new ReEncryptionPause(null, null, Now));
            throw;
        }
        catch (Exception e)
        {
            // One run's trouble is not the others'.
            log.LogError(e, "The re-encryption {Run} was interrupted; it is taken up again shortly", id);
            await GiveBackAsync(organization, id, owner, new ReEncryptionPause("re_encryption_interrupted", null, Now + Pause));
        }

        channel.Publish(new LiveNote(ReEncryptionTopics.All, organization));
    }

    private async Task<ReEncryption?> ClaimAsync(OrganizationId organization, ReEncryptionId id, Guid owner, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using (var write = await db.BeginWriteAsync(ct))
        {
            if (!await store.TryClaimAsync(db, organization, id, owner, Now, Now + Lease, ct))
                return null;
            await write.CommitAsync(ct);
        }

        return await db.Set<ReEncryption>().AsNoTracking().FirstAsync(r => r.Id == id, ct);
    }

    private async Task GiveBackAsync(OrganizationId organization, ReEncryptionId id, Guid owner, ReEncryptionPause pause)
    {
        try
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), CancellationToken.None);
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            if (await store.TryWaitAsync(db, organization, id, owner, pause, CancellationToken.None))
                await write.CommitAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The re-encryption {Run} could not be given back; it is free when its lease is over", id);
        }
    }
}
