using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// Forgets imports that are done with. Their rows are forgotten by the organization's term: what a person left unfinished is cancelled, the
/// file's name goes, counts stay. Files follow on the node that has them: uploads when their import has ended, rejected rows when it is forgotten.
/// </summary>
public sealed class ContactImportHousekeeping(IAdminDb adminDb, AuditLog audit, IImportFiles files, ILiveChannel live, TimeProvider time)
{
    private const int Batch = 200;

    private static readonly TenantScope Scope = TenantScope.All("each node forgets the files that it has, whose ever they are");

    /// <summary>Cancels what was left and forgets what ended before; answers how many were forgotten.</summary>
    public async Task<int> ForgetAsync(OrganizationId organization, DateTime before, CancellationToken ct)
    {
        for (var forgotten = 0; ;)
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
            await using var write = await db.BeginWriteAsync(ct);
            var due = await db.Set<ContactImport>()
                .Where(i => i.FileName != "" && (i.FinishedAt < before || (i.FinishedAt == null && i.State != ContactImportState.Importing && i.TouchedAt < before)))
                .OrderBy(i => i.CreatedAt).Take(Batch).ToListAsync(ct);
            foreach (var import in due)
            {
                if (!import.IsEnded && !import.Cancel(time.GetUtcNow().UtcDateTime).Failed)
                    await audit.AppendAsync(db, Actor.System(organization, "contact-import"), ContactImportActs.Cancelled(import), ct);
                import.Forget();
            }

            await write.CommitAsync(ct);
            forgotten += due.Count;
            foreach (var import in due)
                ContactImportNotes.Tell(live, organization, import.Id);
            if (due.Count < Batch)
                return forgotten;
        }
    }

    /// <summary>Deletes files of this node that are done with.</summary>
    public async Task DeleteFilesAsync(CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        foreach (var id in files.All())
        {
            var import = await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct);
            if (import is { IsEnded: false })
                continue;
            files.Delete(id, ImportFile.Upload);
            files.Delete(id, ImportFile.Repeated);
            if (import is { IsForgotten: false })
                continue;
            files.Delete(id, ImportFile.Rejected);
        }
    }
}
