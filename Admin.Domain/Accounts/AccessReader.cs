using System.Collections.Frozen;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

/// <summary>Reads an actor's grant from the rows, without a cache.</summary>
public sealed class AccessReader(IAdminDb adminDb, TimeProvider time, IOptions<AccessOptions> options)
{
    private static readonly TenantScope Scope = TenantScope.All("an actor's own memberships, visits and token decide which organization is theirs");

    public async Task<AccessGrant> ReadAsync(Actor actor, CancellationToken ct) => actor.Kind switch
    {
        ActorKind.System => new AccessGrant(null, actor.Organization, FrozenSet<string>.Empty),
        ActorKind.ServiceToken => await OfTokenAsync(actor, ct),
        ActorKind.Person => await OfPersonAsync(actor, ct),
    };

    private async Task<AccessGrant> OfTokenAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var token = await db.Set<ServiceToken>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == actor.Token!.Value && t.OrganizationId == actor.Organization!.Value, ct);
        if (token is null || !token.IsAlive(time.GetUtcNow().UtcDateTime))
            return AccessGrant.Refused(AccessErrors.NotSignedIn);
        if (await IsSuspendedAsync(db, token.OrganizationId, ct))
            return AccessGrant.Refused(AccessErrors.OrganizationSuspended);
        return new AccessGrant(null, token.OrganizationId, ServiceTokenScopes.Permitted(token.Scopes)) { Readable = token.ReadableIds.ToFrozenSet() };
    }

    private async Task<AccessGrant> OfPersonAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var now = time.GetUtcNow().UtcDateTime;
        var person = await db.Users.AsNoTracking().FirstOrDefaultAsync(p => p.Id == actor.Person!.Value, ct);
        var session = await db.Set<Session>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == actor.Session!.Value, ct);
        if (person is null || person.IsDisabled || session is null || session.PersonId != person.Id || !session.IsAlive(person.SecurityStamp, now))
            return AccessGrant.Refused(AccessErrors.NotSignedIn);
        if (person.IsSuperAdmin && !person.TwoFactorEnabled && options.Value.SuperAdminsNeedSecondFactor)
            return AccessGrant.Refused(AccessErrors.SecondFactorRequired);
        if (actor.Organization is not { } organization)
            return new AccessGrant(null, null, person.IsSuperAdmin ? RolePermissions.Platform : FrozenSet<string>.Empty);
        return await InOrganizationAsync(db, person, organization, now, ct);
    }

    private static async Task<AccessGrant> InOrganizationAsync(AdminDbContext db, Person person, OrganizationId organizationId, DateTime now, CancellationToken ct)
    {
        var organization = await db.Set<Organization>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == organizationId, ct);
        var membership = await db.Set<Membership>().AsNoTracking().FirstOrDefaultAsync(m => m.OrganizationId == organizationId && m.PersonId == person.Id && m.DisabledAt == null, ct);
        if (organization is not null && membership is not null)
        {
            if (organization.IsSuspended)
                return AccessGrant.Refused(AccessErrors.OrganizationSuspended);
            if (organization.RequiresSecondFactor && !person.TwoFactorEnabled)
                return AccessGrant.Refused(AccessErrors.SecondFactorRequired);
            return new AccessGrant(null, organizationId, RolePermissions.Of(membership.Role), membership.Role) { Email = person.Email };
        }

        // An organization that one is not in does not exist for that person, except for super admins, who must enter it first.
        if (!person.IsSuperAdmin)
            return AccessGrant.Refused(OrganizationErrors.NotFound);
        var visits = await db.Set<OrganizationVisit>().AnyAsync(v => v.OrganizationId == organizationId && v.PersonId == person.Id && v.EndsAt > now, ct);
        return visits
            ? new AccessGrant(null, organizationId, RolePermissions.OfVisit, IsVisit: true) { Email = person.Email }
            : AccessGrant.Refused(organization is null ? OrganizationErrors.NotFound : AccessErrors.OrganizationRequired);
    }

    private static Task<bool> IsSuspendedAsync(AdminDbContext db, OrganizationId id, CancellationToken ct) =>
        db.Set<Organization>().AnyAsync(o => o.Id == id && o.SuspendedAt != null, ct);
}
