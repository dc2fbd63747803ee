using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// Forgets files that are done with: uploads when their import has ended, rejected rows a week after, and whatever a person left
/// unfinished for a week, which is cancelled then. The rows of imports, which name nobody, stay.
/// </summary>
public sealed class ContactImportHousekeeping(IAdminDb adminDb, AuditLog audit, IImportFiles files, ILiveChannel live, TimeProvider time)
{
    private static readonly TenantScope Scope = TenantScope.All("forgets every organization's old imports");

    /// <summary>Deletes what is due on this node; answers how many imports were cancelled and of how many a file was deleted.</summary>
    public async Task<(int Cancelled, int Forgotten)> ForgetOldAsync(CancellationToken ct)
    {
        var before = time.GetUtcNow().UtcDateTime - ImportRules.KeptFor;
        return (await CancelLeftAsync(before, ct), await ForgetFilesAsync(before, ct));
    }

    private async Task<int> CancelLeftAsync(DateTime before, CancellationToken ct)
    {
        await using var all = await adminDb.OpenAsync(Scope, ct);
        var left = await all.Set<ContactImport>()
            .Where(i => i.FinishedAt == null && i.State != ContactImportState.Importing && i.TouchedAt < before)
            .Select(i => new { i.OrganizationId, i.Id })
            .ToListAsync(ct);
        var cancelled = 0;
        foreach (var one in left)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(one.OrganizationId), ct);
            await using var write = await db.BeginWriteAsync(ct);
            var import = await db.Set<ContactImport>().FirstOrDefaultAsync(i => i.Id == one.Id && i.TouchedAt < before, ct);
            if (import is null || import.Cancel(time.GetUtcNow().UtcDateTime).Failed)
                continue;
            await audit.AppendAsync(db, Actor.System(one.OrganizationId, "contact-import"), ContactImportActs.Cancelled(import), ct);
            await write.CommitAsync(ct);
            files.Delete(one.Id, ImportFile.Upload);
            files.Delete(one.Id, ImportFile.Repeated);
            files.Delete(one.Id, ImportFile.Rejected);
            ContactImportNotes.Tell(live, one.OrganizationId, one.Id);
            cancelled++;
        }

        return cancelled;
    }

    private async Task<int> ForgetFilesAsync(DateTime before, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var forgotten = 0;
        foreach (var id in files.All())
        {
            var import = await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct);
            if (import is { IsEnded: false })
                continue;
            files.Delete(id, ImportFile.Upload);
            files.Delete(id, ImportFile.Repeated);
            if (import?.FinishedAt >= before)
                continue;
            files.Delete(id, ImportFile.Rejected);
            forgotten++;
        }

        return forgotten;
    }
}
