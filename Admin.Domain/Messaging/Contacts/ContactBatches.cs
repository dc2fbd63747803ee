using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>
/// Acts on many contacts. In steps of their own, so that nobody else waits long for the database: one that is cut off has done a part, and
/// the same once more does the rest. Each answers how many were changed; who was so already is not among them.
/// </summary>
public sealed class ContactBatches(IAdminDb adminDb, Access access, AuditLog audit, ContactFinder finder, TimeProvider time)
{
    private const int AtOnce = 2_000;

    public async Task<Result<int>> TagAsync(Actor actor, ContactSelection selection, IReadOnlyList<string> tags, CancellationToken ct)
    {
        var read = Read(tags);
        if (read.Failed)
            return read.Error;
        return await ActAsync(actor, selection, "contacts.tagged", null, async (db, organization, ids) =>
        {
            var wanted = await ContactTagging.EnsureAsync(db, organization, read.Value, time.GetUtcNow().UtcDateTime, ct);
            var tagIds = wanted.Select(t => t.Id).ToList();
            var have = (await db.Set<ContactTagEntry>().Where(e => tagIds.Contains(e.TagId) && EF.Parameter(ids).Contains(e.ContactId)).Select(e => new { e.TagId, e.ContactId }).ToListAsync(ct))
                .Select(e => (e.TagId, e.ContactId)).ToHashSet();
            var missing = wanted.SelectMany(t => ids.Where(id => !have.Contains((t.Id, id))).Select(id => ContactTagEntry.Create(t, id))).ToList();
            db.AddRange(missing);
            return missing.Select(e => e.ContactId).Distinct().Count();
        }, ct);
    }

    public async Task<Result<int>> UntagAsync(Actor actor, ContactSelection selection, IReadOnlyList<string> tags, CancellationToken ct)
    {
        var read = Read(tags);
        if (read.Failed)
            return read.Error;
        var normalized = read.Value.Select(Names.Normalize).ToList();
        return await ActAsync(actor, selection, "contacts.untagged", null, async (db, _, ids) =>
        {
            var tagIds = await db.Set<ContactTag>().Where(t => EF.Parameter(normalized).Contains(t.NormalizedName)).Select(t => t.Id).ToListAsync(ct);
            var entries = db.Set<ContactTagEntry>().Where(e => tagIds.Contains(e.TagId) && EF.Parameter(ids).Contains(e.ContactId));
            var touched = await entries.Select(e => e.ContactId).Distinct().CountAsync(ct);
            await entries.ExecuteDeleteAsync(ct);
            await ContactTagging.PruneAsync(db, ct);
            return touched;
        }, ct);
    }

    public Task<Result<int>> AddToListAsync(Actor actor, ContactSelection selection, ContactListId list, CancellationToken ct) =>
        ActAsync(actor, selection, "contacts.added_to_list", list, async (db, _, ids) =>
        {
            // Gone while the steps went on: there is nothing left to stand on.
            if (await db.Set<ContactList>().FirstOrDefaultAsync(l => l.Id == list, ct) is not { } found)
                return 0;
            var have = (await db.Set<ContactListEntry>().Where(e => e.ListId == list && EF.Parameter(ids).Contains(e.ContactId)).Select(e => e.ContactId).ToListAsync(ct)).ToHashSet();
            var missing = ids.Where(id => !have.Contains(id)).ToList();
            db.AddRange(missing.Select(id => ContactListEntry.Create(found, id)));
            return missing.Count;
        }, ct);

    public Task<Result<int>> RemoveFromListAsync(Actor actor, ContactSelection selection, ContactListId list, CancellationToken ct) =>
        ActAsync(actor, selection, "contacts.removed_from_list", list, (db, _, ids) =>
            db.Set<ContactListEntry>().Where(e => e.ListId == list && EF.Parameter(ids).Contains(e.ContactId)).ExecuteDeleteAsync(ct), ct);

    /// <summary>What campaigns sent to them stays, and so do their opt-outs.</summary>
    public Task<Result<int>> DeleteAsync(Actor actor, ContactSelection selection, CancellationToken ct) =>
        ActAsync(actor, selection, "contacts.deleted", null, async (db, _, ids) =>
        {
            var gone = await db.Set<Contact>().Where(c => EF.Parameter(ids).Contains(c.Id)).ExecuteDeleteAsync(ct);
            await ContactTagging.PruneAsync(db, ct);
            return gone;
        }, ct);

    private static Result<IReadOnlyList<string>> Read(IReadOnlyList<string> tags) => tags.Count == 0 ? ContactErrors.TagRequired : ContactRules.ReadTags(tags);

    private async Task<Result<int>> ActAsync(Actor actor, ContactSelection selection, string action, ContactListId? list, Func<AdminDbContext, OrganizationId, List<ContactId>, Task<int>> act, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        var chosen = await ChooseAsync(allowed.Value, selection, list, ct);
        if (chosen.Failed)
            return chosen.Error;
        var changed = 0;
        var isNoted = false;
        foreach (var ids in chosen.Value.Chunk(AtOnce))
        {
            await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
            await using var write = await db.BeginWriteAsync(ct);
            // Some may have gone since they were chosen.
            var here = await db.Set<Contact>().Where(c => EF.Parameter(ids).Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
            changed += await act(db, allowed.Value, here);
            // With the first step: what cannot be noted does not begin.
            if (!isNoted)
                await audit.AppendAsync(db, actor, Act(action, list, chosen.Value.Count), ct);
            await write.CommitAsync(ct);
            isNoted = true;
        }

        return changed;
    }

    private async Task<Result<List<ContactId>>> ChooseAsync(OrganizationId organization, ContactSelection selection, ContactListId? list, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        if (list is { } wanted && !await db.Set<ContactList>().AnyAsync(l => l.Id == wanted, ct))
            return ContactListErrors.NotFound;
        if (selection.Ids is null)
        {
            var terms = await finder.ReadAsync(db, organization, selection.Filter, ct);
            return terms.Failed ? terms.Error : await terms.Value.BySet(db).Select(c => c.Id).ToListAsync(ct);
        }

        if (selection.Ids.Count > ContactRules.MaxTicked)
            return ContactErrors.TooManySelected(ContactRules.MaxTicked);
        var ids = selection.Ids.Distinct().ToList();
        if (ids.Count == 0)
            return ContactErrors.NobodySelected;
        var found = await db.Set<Contact>().Where(c => EF.Parameter(ids).Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        return found.Count == ids.Count ? found : ContactErrors.NotFound;
    }

    private static AuditAct Act(string action, ContactListId? list, int selected)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["selected"] = selected.ToString(CultureInfo.InvariantCulture) };
        return list is { } id ? new AuditAct(action, "contact_list", id.ToString(), Details: details) : new AuditAct(action, "contacts", Details: details);
    }
}
