using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Accounts;

/// <summary>One of a person's organizations.</summary>
public sealed record MyOrganization(OrganizationId Id, string Name, string Slug, Role Role, bool IsSuspended);

/// <summary>Who is signed in, for themselves.</summary>
public sealed record Me(PersonId Id, string Email, string Name, bool IsSuperAdmin, bool HasSecondFactor, DateTime SignedInAt, DateTime ConfirmedAt, IReadOnlyList<MyOrganization> Organizations);

/// <summary>What people may know about themselves.</summary>
public sealed class MyAccount(IAdminDb adminDb, SelfAccess self)
{
    private static readonly TenantScope OwnMemberships = TenantScope.All("a person's own memberships, over all organizations");

    public async Task<Result<Me>> DescribeAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(OwnMemberships, ct);
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == me.Value.Person, ct);
        var session = await db.Set<Session>().AsNoTracking().SingleAsync(s => s.Id == me.Value.Session, ct);
        var organizations = await OrganizationsAsync(db, person.Id, ct);
        return new Me(person.Id, person.Email!, person.Name, person.IsSuperAdmin, person.TwoFactorEnabled, session.SignedInAt, session.ConfirmedAt, organizations);
    }

    /// <summary>The actor's organizations, by name.</summary>
    public async Task<Result<IReadOnlyList<MyOrganization>>> OrganizationsAsync(Actor actor, CancellationToken ct)
    {
        var me = await self.RequireAsync(actor, ct);
        if (me.Failed)
            return me.Error;
        await using var db = await adminDb.OpenAsync(OwnMemberships, ct);
        return await OrganizationsAsync(db, me.Value.Person, ct);
    }

    private static async Task<List<MyOrganization>> OrganizationsAsync(AdminDbContext db, PersonId person, CancellationToken ct) =>
        await db.Set<Membership>().AsNoTracking()
            .Where(m => m.PersonId == person)
            .Join(db.Set<Organization>(), m => m.OrganizationId, o => o.Id, (m, o) => new { o.Id, o.Name, o.Slug, m.Role, o.SuspendedAt })
            .OrderBy(o => o.Name)
            .Select(o => new MyOrganization(o.Id, o.Name, o.Slug, o.Role, o.SuspendedAt != null))
            .ToListAsync(ct);
}
