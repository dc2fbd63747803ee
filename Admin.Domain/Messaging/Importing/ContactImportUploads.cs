using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Takes files in, piece by piece: what arrived stays, and an upload that was cut off goes on where it stopped.</summary>
public sealed class ContactImportUploads(IAdminDb adminDb, Access access, IImportFiles files, ImportText text, ILiveChannel live, TimeProvider time)
{
    /// <summary>Announces a file.</summary>
    public async Task<Result<ContactImportView>> CreateAsync(Actor actor, ContactImportDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        var import = ContactImport.Create(allowed.Value, draft, actor, Now);
        if (import.Failed)
            return import.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        db.Add(import.Value);
        await db.SaveChangesAsync(ct);
        Tell(import.Value);
        return ContactImportView.Of(import.Value, null);
    }

    /// <summary>Where an upload stands, when the same file is chosen again.</summary>
    public async Task<Result<ContactImportView>> ResumeAsync(Actor actor, ContactImportId id, ContactImportDraft draft, CancellationToken ct)
    {
        var found = await FindAsync(actor, id, ct);
        if (found.Failed)
            return found.Error;
        var resumed = found.Value.Resume(draft);
        return resumed.Failed ? resumed.Error : ContactImportView.Of(found.Value, null);
    }

    /// <summary>
    /// Keeps the next bytes of the file. What a broken connection let through of them is sent again. With the last byte the file is
    /// looked at: it is text, or the import has failed and says why.
    /// </summary>
    /// <param name="offset">Where in the file the bytes stand: exactly as many as were kept before.</param>
    public async Task<Result<ContactImportView>> AppendAsync(Actor actor, ContactImportId id, long offset, Stream content, CancellationToken ct)
    {
        var found = await FindAsync(actor, id, ct);
        if (found.Failed)
            return found.Error;
        var import = found.Value;
        // The last piece again: it had arrived, although its answer had not.
        if (import.State == ContactImportState.Uploaded && offset < import.ReceivedBytes)
            return ContactImportView.Of(import, null);
        if (import.State != ContactImportState.Uploading)
            return ImportErrors.WrongState;
        if (offset != import.ReceivedBytes)
            return ImportErrors.WrongOffset(import.ReceivedBytes);
        var kept = await files.WriteAsync(id, offset, content, import.Bytes - offset, ct);
        if (kept.Failed)
            return kept.Error;
        return kept.Value < import.Bytes ? await NoteAsync(import, i => i.Receive(kept.Value, Now), ct) : await FinishAsync(import, kept.Value, ct);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<Result<ContactImport>> FindAsync(Actor actor, ContactImportId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct) is { } import ? import : ImportErrors.NotFound;
    }

    private async Task<Result<ContactImportView>> FinishAsync(ContactImport import, long received, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(import.OrganizationId), ct);
        var region = await db.Set<Organization>().Where(o => o.Id == import.OrganizationId).Select(o => o.DefaultRegion).FirstAsync(ct);
        var format = await text.SniffAsync(import.Id, region, ct);
        var columns = format.Failed ? format.Error : text.Propose(import.Id, format.Value, region);
        if (columns.Error is { } fault)
        {
            files.Delete(import.Id, ImportFile.Upload);
            await NoteAsync(import, i => i.Fail(fault, Now), ct);
            return fault;
        }

        return await NoteAsync(import, i => i.Receive(received, Now) is { Failed: true } late ? late : i.Describe(format.Value, columns.Value, Now), ct);
    }

    private async Task<Result<ContactImportView>> NoteAsync(ContactImport known, Func<ContactImport, Result> act, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(known.OrganizationId), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ContactImport>().FirstOrDefaultAsync(i => i.Id == known.Id, ct) is not { } import)
            return ImportErrors.NotFound;
        // Somebody else may have sent the same bytes meanwhile, or cancelled.
        if (import.ReceivedBytes != known.ReceivedBytes)
            return ImportErrors.WrongOffset(import.ReceivedBytes);
        var done = act(import);
        if (done.Failed)
            return done.Error;
        await write.CommitAsync(ct);
        Tell(import);
        return ContactImportView.Of(import, null);
    }

    private void Tell(ContactImport import) => ContactImportNotes.Tell(live, import.OrganizationId, import.Id);
}
