using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>Puts tags on contacts and takes them away; within the caller's open write.</summary>
internal static class ContactTagging
{
    /// <summary>The tags of these names, made where there are none yet.</summary>
    public static async Task<IReadOnlyList<ContactTag>> EnsureAsync(AdminDbContext db, OrganizationId organization, IReadOnlyList<string> names, DateTime now, CancellationToken ct)
    {
        var normalized = names.Select(Names.Normalize).ToList();
        var known = await db.Set<ContactTag>().Where(t => EF.Parameter(normalized).Contains(t.NormalizedName)).ToListAsync(ct);
        var made = names.Where(n => known.TrueForAll(t => t.NormalizedName != Names.Normalize(n))).Select(n => ContactTag.Create(organization, n, now)).ToList();
        db.AddRange(made);
        return [.. known, .. made];
    }

    /// <summary>Leaves a contact with exactly these tags.</summary>
    public static async Task SetAsync(AdminDbContext db, Contact contact, IReadOnlyList<string> names, DateTime now, CancellationToken ct)
    {
        var wanted = await EnsureAsync(db, contact.OrganizationId, names, now, ct);
        var entries = await db.Set<ContactTagEntry>().Where(e => e.ContactId == contact.Id).ToListAsync(ct);
        db.RemoveRange(entries.Where(e => wanted.All(t => t.Id != e.TagId)));
        db.AddRange(wanted.Where(t => entries.TrueForAll(e => e.TagId != t.Id)).Select(t => ContactTagEntry.Create(t, contact.Id)));
        await db.SaveChangesAsync(ct);
        await PruneAsync(db, ct);
    }

    /// <summary>A tag goes with its last contact.</summary>
    public static Task PruneAsync(AdminDbContext db, CancellationToken ct) =>
        db.Set<ContactTag>().Where(t => !db.Set<ContactTagEntry>().Any(e => e.TagId == t.Id)).ExecuteDeleteAsync(ct);
}
