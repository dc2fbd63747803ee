using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// One per node: takes up whatever is to be checked or imported and lies on this node. It knows nothing that the rows do not say, so
/// it may be ended anywhere; what it held is free again when its lease is over, and goes on behind the last batch that was committed.
/// </summary>
public sealed class ContactImportRunner(IAdminDb adminDb, IImportFiles files, IContactImportStore store, ImportParts parts, ILiveChannel live, TimeProvider time, ILogger<ContactImportRunner> log)
{
    /// <summary>Longer than a batch, and than reading the file once, can take.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Before what was interrupted by a fault is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly TenantScope Scope = TenantScope.All("the runner serves every organization's imports");

    /// <summary>Works off what is due, one after the other. Several may do so side by side.</summary>
    public async Task RunDueAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } next)
            await RunAsync(next.Organization, next.Import, ct);
    }

    private async Task<(OrganizationId Organization, ContactImportId Import)?> NextAsync(CancellationToken ct)
    {
        var now = Now;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var due = await db.Set<ContactImport>().AsNoTracking()
            .Where(i => (i.State == ContactImportState.Checking || i.State == ContactImportState.Importing) && (i.LeasedUntil == null || i.LeasedUntil <= now))
            .OrderBy(i => i.TouchedAt)
            .Select(i => new { i.OrganizationId, i.Id })
            .ToListAsync(ct);
        // A file lies on the node that took it; the others leave it alone.
        return due.Find(i => files.Has(i.Id, ImportFile.Upload)) is { } first ? (first.OrganizationId, first.Id) : null;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task RunAsync(OrganizationId organization, ContactImportId id, CancellationToken ct)
    {
        var owner = Guid.CreateVersion7();
        try
        {
            if (await ClaimAsync(organization, id, owner, ct) is not { } import)
                return;
            var work = new ImportWork(import, owner, parts);
            await (import.State == ContactImportState.Checking ? work.CheckAsync(ct) : work.ImportAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await GiveBackAsync(organization, id, owner, Now);
            throw;
        }
        catch (Exception e)
        {
            // One import's trouble is not the others'.
            log.LogError(e, "The import {Import} was interrupted; it is taken up again shortly", id);
            await GiveBackAsync(organization, id, owner, Now + Pause);
        }

        ContactImportNotes.Tell(live, organization, id);
    }

    private async Task<ContactImport?> ClaimAsync(OrganizationId organization, ContactImportId id, Guid owner, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using (var write = await db.BeginWriteAsync(ct))
        {
            if (!await store.TryClaimAsync(db, organization, id, owner, Now, Now + Lease, ct))
                return null;
            await write.CommitAsync(ct);
        }

        return await db.Set<ContactImport>().AsNoTracking().FirstAsync(i => i.Id == id, ct);
    }

    private async Task GiveBackAsync(OrganizationId organization, ContactImportId id, Guid owner, DateTime until)
    {
        try
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), CancellationToken.None);
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            await store.ReleaseAsync(db, organization, id, owner, until, CancellationToken.None);
            await write.CommitAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The import {Import} could not be given back; it is free when its lease is over", id);
        }
    }
}
