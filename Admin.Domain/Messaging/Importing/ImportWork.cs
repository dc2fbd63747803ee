using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>A claimed import, checked or imported by its owner until it is done, cancelled, or somebody else's.</summary>
internal sealed class ImportWork(ContactImport import, Guid owner, ImportParts parts)
{
    /// <summary>How often a check tells how far it is.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(400);

    private readonly Actor _actor = Actor.System(import.OrganizationId, "contact-import");

    private OrganizationId Organization => import.OrganizationId;

    private DateTime Until => parts.Now + ContactImportRunner.Lease;

    /// <summary>Reads the whole file and notes what an import would do.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var check = new ImportCheck(import, parts.Text, parts.Files, parts.Phones);
        // On a thread of its own: it works rather than waits.
        var reading = Task.Factory.StartNew(() => check.Run(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            while (await Task.WhenAny(reading, Task.Delay(Tick, parts.Time, stop.Token)) != reading)
            {
                if (!await NoteCheckAsync(check, ct))
                    return;
            }

            var found = await reading;
            await FinishAsync((i, now) => found.Failed ? i.StopCheck(found.Error, now) : i.FinishCheck(found.Value, now), null, ct);
        }
        finally
        {
            // Left early, the reader still has the files open.
            await stop.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes the contacts, batch by batch; each batch commits with the place where the next begins.</summary>
    public async Task ImportAsync(CancellationToken ct)
    {
        if (!parts.Files.Has(import.Id, ImportFile.Repeated))
        {
            await FinishAsync((i, now) => i.Fail(ImportErrors.FileLost, now), ContactImportActs.Failed, ct);
            return;
        }

        long[] repeated;
        await using (var file = parts.Files.OpenRead(import.Id, ImportFile.Repeated))
            repeated = RepeatedPhones.Read(file);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = new ImportReading(import, parts.Text, parts.Phones, repeated, parts.Sizes).Start(stop.Token);
        try
        {
            await foreach (var batch in batches.ReadAllAsync(ct))
            {
                if (!await WriteAsync(batch, ct))
                    return;
            }

            if (await FinishAsync((i, now) => i.Complete(now), ContactImportActs.Completed, ct))
                ForgetFile();
        }
        finally
        {
            await stop.CancelAsync();
        }
    }

    private async Task<bool> NoteCheckAsync(ImportCheck check, CancellationToken ct)
    {
        var (done, bytes) = check.Progress;
        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (!await parts.Store.TryNoteCheckAsync(db, Organization, import.Id, owner, new ImportCheckStep(done, bytes, Until), ct))
            return false;
        await write.CommitAsync(ct);
        Tell();
        return true;
    }

    private async Task<bool> WriteAsync(ReadBatch batch, CancellationToken ct)
    {
        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var merged = batch.Rows.Count == 0 ? MergedContacts.None : await parts.Store.MergeAsync(db, Organization, Of(batch), ct);
        // Asked last, so that what another owner or a cancellation overtook is rolled back as a whole.
        if (!await parts.Store.TryAdvanceAsync(db, Organization, import.Id, owner, new ImportStep(batch.Position, batch.Groups, batch.Done, merged, Until), ct))
            return false;
        await write.CommitAsync(ct);
        Tell();
        return true;
    }

    private ImportBatch Of(ReadBatch batch) => new(
        batch.Rows,
        import.Existing,
        [.. import.Lists.Select(ContactListId.From)],
        import.Tags,
        import.Consent is { } purpose ? new ImportConsent(purpose, import.ConsentSource, import.StartedAt ?? parts.Now) : null,
        import.StartedBy ?? import.CreatedBy,
        parts.Now);

    private async Task<bool> FinishAsync(Func<ContactImport, DateTime, Result> act, Func<ContactImport, AuditAct>? told, CancellationToken ct)
    {
        await using var db = await parts.AdminDb.OpenAsync(TenantScope.For(Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var now = await db.Set<ContactImport>().FirstOrDefaultAsync(i => i.Id == import.Id, ct);
        if (now is null || now.LeaseOwner != owner || act(now, parts.Now).Failed)
            return false;
        if (told is not null)
            await parts.Audit.AppendAsync(db, _actor, told(now), ct);
        await write.CommitAsync(ct);
        Tell();
        return true;
    }

    private void ForgetFile()
    {
        parts.Files.Delete(import.Id, ImportFile.Upload);
        parts.Files.Delete(import.Id, ImportFile.Repeated);
    }

    private void Tell() => ContactImportNotes.Tell(parts.Live, Organization, import.Id);
}
