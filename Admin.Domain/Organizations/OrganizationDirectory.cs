using Admin.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Organizations;

/// <summary>What is needed of an organization to address it. Grants nothing: <see cref="Access"/> does.</summary>
public sealed record OrganizationCard(OrganizationId Id, string Slug, string Name);

/// <summary>
/// Turns the names in addresses into organizations, and a person into theirs. Read by doors (REST, circuit) before any service is called.
/// </summary>
public sealed class OrganizationDirectory(IAdminDb adminDb) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private static readonly TenantScope Scope = TenantScope.All("an address is turned into the organization that it names before anybody's access is known");

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public async Task<OrganizationCard?> FindAsync(string slug, CancellationToken ct)
    {
        if (_known.TryGetValue(slug, out OrganizationCard? card))
            return card;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        card = await db.Set<Organization>().AsNoTracking().Where(o => o.Slug == slug).Select(o => new OrganizationCard(o.Id, o.Slug, o.Name)).FirstOrDefaultAsync(ct);
        return card is null ? null : _known.Set(slug, card, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }

    /// <summary>The organizations that a person is a member of, by name.</summary>
    public async Task<IReadOnlyList<OrganizationCard>> OfAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await (
            from membership in db.Set<Membership>()
            join organization in db.Set<Organization>() on membership.OrganizationId equals organization.Id
            where membership.PersonId == person
            orderby organization.Name
            select new OrganizationCard(organization.Id, organization.Slug, organization.Name)).ToListAsync(ct);
    }

    /// <summary>The organization of somebody who is in exactly one.</summary>
    public async Task<OrganizationId?> OnlyOneOfAsync(PersonId person, CancellationToken ct)
    {
        if (_known.TryGetValue(person, out OrganizationId? only))
            return only;
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var ids = await db.Set<Membership>().Where(m => m.PersonId == person).Select(m => m.OrganizationId).OrderBy(id => id).Take(2).ToListAsync(ct);
        only = ids.Count == 1 ? ids[0] : null;
        return _known.Set(person, only, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }

    public void Dispose() => _known.Dispose();
}
