using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Hands out the rejected rows, as the file came with them, each with its line and reason. They hold people's data.</summary>
public sealed class ContactImportRejects(IAdminDb adminDb, Access access, AuditLog audit, IImportFiles files)
{
    /// <summary>The CSV, to be streamed and disposed of.</summary>
    public async Task<Result<Stream>> OpenAsync(Actor actor, ContactImportId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        var unmasked = await access.RequireAsync(actor, Permissions.Contacts.ReadPersonal, ct);
        if ((allowed.Error ?? unmasked.Error) is { } refused)
            return refused;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return ImportErrors.NotFound;
        // While a check runs, its file is being written.
        if (import.Rejected == 0 || !files.Has(id, ImportFile.Rejected))
            return ImportErrors.NoRejected;
        await audit.AppendAsync(db, actor, ContactImportActs.Downloaded(import), ct);
        await write.CommitAsync(ct);
        return files.OpenRead(id, ImportFile.Rejected);
    }
}
