using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What people do with an import whose file is there: decide, have it checked, start it, end it. The work itself is <see cref="ContactImportRunner"/>'s.</summary>
public sealed class ContactImports(IAdminDb adminDb, Access access, AuditLog audit, IImportFiles files, ContactImportAlarm alarm, ILiveChannel live, TimeProvider time)
{
    /// <summary>Keeps what was decided. A check that was made before has to be made anew.</summary>
    public Task<Result<ContactImportView>> DecideAsync(Actor actor, ContactImportId id, ImportSettings settings, CancellationToken ct) =>
        ActAsync(actor, id, async (db, import) => await DecideAsync(db, import, settings, ct), ct);

    /// <summary>Keeps what was decided and has the whole file read. Nothing is written to contacts.</summary>
    public async Task<Result<ContactImportView>> CheckAsync(Actor actor, ContactImportId id, ImportSettings settings, CancellationToken ct)
    {
        var begun = await ActAsync(actor, id, async (db, import) =>
        {
            var decided = await DecideAsync(db, import, settings, ct);
            if (decided.Failed)
                return decided;
            if (!files.Has(id, ImportFile.Upload))
                return ImportErrors.FileLost;
            var region = await db.Set<Organization>().Where(o => o.Id == import.OrganizationId).Select(o => o.DefaultRegion).FirstAsync(ct);
            return import.BeginCheck(region, Now);
        }, ct);
        alarm.Ring();
        return begun;
    }

    /// <summary>Ends a check that is under way: back to deciding.</summary>
    public Task<Result<ContactImportView>> StopCheckAsync(Actor actor, ContactImportId id, CancellationToken ct) =>
        ActAsync(actor, id, (_, import) => Task.FromResult(import.StopCheck(null, Now)), ct);

    /// <summary>Begins to write contacts, as the check foretold.</summary>
    public async Task<Result<ContactImportView>> StartAsync(Actor actor, ContactImportId id, CancellationToken ct)
    {
        var begun = await ActAsync(actor, id, async (db, import) =>
        {
            if (import.State != ContactImportState.Checked)
                return ImportErrors.WrongState;
            if (!files.Has(id, ImportFile.Upload))
                return ImportErrors.FileLost;
            ContactListId? list = import.NewList.Length > 0 ? await ListAsync(db, import, ct) : null;
            var started = import.Begin(list, actor, Now);
            if (!started.Failed)
                await audit.AppendAsync(db, actor, ContactImportActs.Started(import), ct);
            return started;
        }, ct);
        alarm.Ring();
        return begun;
    }

    /// <summary>Ends it where it stands, at any step. What was imported stays; the file is deleted.</summary>
    public async Task<Result<ContactImportView>> CancelAsync(Actor actor, ContactImportId id, CancellationToken ct)
    {
        var ended = await ActAsync(actor, id, async (db, import) =>
        {
            var cancelled = import.Cancel(Now);
            if (!cancelled.Failed)
                await audit.AppendAsync(db, actor, ContactImportActs.Cancelled(import), ct);
            return cancelled;
        }, ct);
        if (!ended.Failed)
        {
            files.Delete(id, ImportFile.Upload);
            files.Delete(id, ImportFile.Repeated);
        }

        return ended;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<Result<ContactImportView>> ActAsync(Actor actor, ContactImportId id, Func<AdminDbContext, ContactImport, Task<Result>> act, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ContactImport>().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return ImportErrors.NotFound;
        var done = await act(db, import);
        if (done.Failed)
            return done.Error;
        await write.CommitAsync(ct);
        ContactImportNotes.Tell(live, allowed.Value, id);
        return ContactImportView.Of(import, null);
    }

    private async Task<Result> DecideAsync(AdminDbContext db, ContactImport import, ImportSettings settings, CancellationToken ct)
    {
        if (ImportSettingsRules.Fault(import, settings) is { } fault)
            return fault;
        var lists = settings.Lists.Distinct().ToList();
        if (await db.Set<ContactList>().CountAsync(l => EF.Parameter(lists).Contains(l.Id), ct) != lists.Count)
            return ImportErrors.ListNotFound;
        return import.Decide(settings, Now);
    }

    /// <summary>The list of that name: a second import into it is no reason to refuse.</summary>
    private async Task<ContactListId> ListAsync(AdminDbContext db, ContactImport import, CancellationToken ct)
    {
        var name = Names.Normalize(import.NewList);
        if (await db.Set<ContactList>().FirstOrDefaultAsync(l => l.NormalizedName == name, ct) is { } known)
            return known.Id;
        var made = ContactList.Create(import.OrganizationId, import.NewList, Now);
        db.Add(made);
        return made.Id;
    }
}
