using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>The organization's contact lists. Who stands on one is changed through <see cref="ContactBatches"/>.</summary>
public sealed class ContactLists(IAdminDb adminDb, Access access, AuditLog audit, TimeProvider time)
{
    /// <param name="text">In the name; null for all.</param>
    public async Task<Result<Page<ContactListView>>> ListAsync(Actor actor, string? text, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        IQueryable<ContactList> rows = db.Set<ContactList>();
        if (text is not null && Names.Normalize(text) is { Length: > 0 } wanted)
            rows = rows.Where(l => l.NormalizedName.Contains(wanted));
        var total = await rows.CountAsync(ct);
        var items = await Shown(db, rows).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<ContactListView>(items, total, page.Number, page.Size);
    }

    /// <summary>Every list by name, without counting who stands on it: for choices.</summary>
    public async Task<Result<IReadOnlyList<ContactListName>>> NamesAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await db.Set<ContactList>().OrderBy(l => l.NormalizedName).Select(l => new ContactListName(l.Id, l.Name)).ToListAsync(ct);
    }

    public async Task<Result<ContactListView>> GetAsync(Actor actor, ContactListId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await ShowAsync(db, id, ct) is { } list ? list : ContactListErrors.NotFound;
    }

    public async Task<Result<ContactListView>> CreateAsync(Actor actor, string? name, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        if (!ContactList.IsName(name))
            return ContactListErrors.NameInvalid;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var list = ContactList.Create(allowed.Value, name!, time.GetUtcNow().UtcDateTime);
        if (await IsTakenAsync(db, list, ct))
            return ContactListErrors.NameTaken;
        db.Add(list);
        await audit.AppendAsync(db, actor, Act("contact_list.created", list.Id), ct);
        await write.CommitAsync(ct);
        return (await ShowAsync(db, list.Id, ct))!;
    }

    public async Task<Result<ContactListView>> RenameAsync(Actor actor, ContactListId id, string? name, Guid? ifMatch, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ContactList>().FirstOrDefaultAsync(l => l.Id == id, ct) is not { } list)
            return ContactListErrors.NotFound;
        if (!ContactList.IsName(name))
            return ContactListErrors.NameInvalid;
        if (OrganizationErrors.StampFault(ifMatch, list.Stamp) is { } stale)
            return stale;
        list.Rename(name!);
        if (await IsTakenAsync(db, list, ct))
            return ContactListErrors.NameTaken;
        await audit.AppendAsync(db, actor, Act("contact_list.renamed", id), ct);
        await write.CommitAsync(ct);
        return (await ShowAsync(db, id, ct))!;
    }

    /// <summary>Its contacts stay. Refused while a campaign that has not started is prepared with it; in those that have, its people are recipients.</summary>
    public async Task<Result> DeleteAsync(Actor actor, ContactListId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<ContactList>().FirstOrDefaultAsync(l => l.Id == id, ct) is not { } list)
            return ContactListErrors.NotFound;
        var uses = db.Set<CampaignAudiencePart>().Where(u => u.ListId == id);
        var waiting = await db.Set<Campaign>()
            .Where(c => (c.Status == CampaignStatus.Draft || c.Status == CampaignStatus.Scheduled || c.Status == CampaignStatus.Planning) && uses.Any(u => u.CampaignKey == c.Key))
            .Select(c => c.Name).FirstOrDefaultAsync(ct);
        if (waiting is not null)
            return ContactListErrors.InUse(waiting);
        db.RemoveRange(await uses.ToListAsync(ct));
        db.Remove(list);
        await audit.AppendAsync(db, actor, Act("contact_list.deleted", id), ct);
        await write.CommitAsync(ct);
        return Result.Ok;
    }

    private static Task<ContactListView?> ShowAsync(AdminDbContext db, ContactListId id, CancellationToken ct) =>
        Shown(db, db.Set<ContactList>().Where(l => l.Id == id)).FirstOrDefaultAsync(ct);

    private static IQueryable<ContactListView> Shown(AdminDbContext db, IQueryable<ContactList> lists) => lists.OrderBy(l => l.NormalizedName)
        .Select(l => new ContactListView(l.Id, l.Name, db.Set<ContactListEntry>().Count(e => e.ListId == l.Id), l.CreatedAt, l.Stamp));

    private static Task<bool> IsTakenAsync(AdminDbContext db, ContactList list, CancellationToken ct) =>
        db.Set<ContactList>().AnyAsync(l => l.NormalizedName == list.NormalizedName && l.Id != list.Id, ct);

    private static AuditAct Act(string action, ContactListId id) => new(action, "contact_list", id.ToString());
}
