using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>Names of who stands in audit entries, by the actor's id.</summary>
internal static class ActorNames
{
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(AdminDbContext db, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var people = Ids(entries, ActorKind.Person).ConvertAll(PersonId.From);
        var tokens = Ids(entries, ActorKind.ServiceToken).ConvertAll(ServiceTokenId.From);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (people.Count > 0)
        {
            foreach (var person in await db.Users.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(ct))
                names[person.Id.ToString()] = person.Name;
        }

        if (tokens.Count > 0)
        {
            foreach (var token in await db.Set<ServiceToken>().Where(t => tokens.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(ct))
                names[token.Id.ToString()] = token.Name;
        }

        return names;
    }

    private static List<Guid> Ids(IReadOnlyList<AuditEntry> entries, ActorKind kind) =>
        [.. entries.Where(e => e.ActorKind == kind).Select(e => Guid.TryParse(e.ActorId, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct()];
}
