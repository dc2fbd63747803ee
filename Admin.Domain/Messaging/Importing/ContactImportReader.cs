using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Shows imports. They name nobody of whom the file tells.</summary>
public sealed class ContactImportReader(IAdminDb adminDb, Access access)
{
    /// <summary>Newest first.</summary>
    public async Task<Result<Page<ContactImportView>>> ListAsync(Actor actor, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var total = await db.Set<ContactImport>().CountAsync(ct);
        var rows = await Newest(db).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        var names = await PeopleNames.OfAsync(db, rows.Select(r => r.CreatedBy), ct);
        return new Page<ContactImportView>(rows.ConvertAll(r => ContactImportView.Of(r, names.GetValueOrDefault(r.CreatedBy))), total, page.Number, page.Size);
    }

    public async Task<Result<ContactImportView>> GetAsync(Actor actor, ContactImportId id, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Read, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return ImportErrors.NotFound;
        var names = await PeopleNames.OfAsync(db, [import.CreatedBy], ct);
        return ContactImportView.Of(import, names.GetValueOrDefault(import.CreatedBy));
    }

    /// <summary>For the live topic, whose watchers were authorised by the broker: without names of people.</summary>
    internal async Task<ContactImportView?> ReadAsync(OrganizationId organization, ContactImportId id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct) is { } import ? ContactImportView.Of(import, null) : null;
    }

    /// <inheritdoc cref="ReadAsync"/>
    internal async Task<IReadOnlyList<ContactImportView>> NewestAsync(OrganizationId organization, int take, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        var rows = await Newest(db).Take(take).ToListAsync(ct);
        return rows.ConvertAll(r => ContactImportView.Of(r, null));
    }

    private static IQueryable<ContactImport> Newest(AdminDbContext db) => db.Set<ContactImport>().AsNoTracking().OrderByDescending(i => i.CreatedAt).ThenBy(i => i.Id);
}
