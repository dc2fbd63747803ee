using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.RateLimiting.Watching;

/// <summary>The names of an organization's people, tokens and numbers, by consumer (<see cref="RateConsumer"/>).</summary>
public sealed class RateConsumerNames(IAdminDb adminDb, Access access)
{
    public async Task<Result<IReadOnlyDictionary<string, string>>> OfOrganizationAsync(Actor actor, CancellationToken ct)
    {
        var organization = await access.RequireAsync(actor, Permissions.RateLimits.Watch, ct);
        if (organization.Failed)
            return organization.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization.Value), ct);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in await db.Set<Membership>().Join(db.Users, m => m.PersonId, p => p.Id, (m, p) => new { p.Id, p.Name }).ToListAsync(ct))
            names[$"person:{person.Id.Value:D}"] = person.Name;
        foreach (var token in await db.Set<ServiceToken>().Select(t => new { t.Id, t.Name }).ToListAsync(ct))
            names[$"token:{token.Id.Value:D}"] = token.Name;
        foreach (var number in await db.Set<Number>().Select(n => new { n.Id, n.DisplayPhoneNumber }).ToListAsync(ct))
            names[$"number:{number.Id.Value:D}"] = number.DisplayPhoneNumber;
        return names;
    }
}
