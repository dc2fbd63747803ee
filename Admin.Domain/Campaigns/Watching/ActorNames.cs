using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>Names of who did something, by the actor's id.</summary>
internal static class ActorNames
{
    public static Task<IReadOnlyDictionary<string, string>> OfAsync(AdminDbContext db, IReadOnlyList<AuditEntry> entries, CancellationToken ct) =>
        OfAsync(db, [.. entries.Select(e => (e.ActorKind, e.ActorId))], ct);

    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(AdminDbContext db, IReadOnlyList<(ActorKind Kind, string Id)> actors, CancellationToken ct)
    {
        var people = Ids(actors, ActorKind.Person).ConvertAll(PersonId.From);
        var tokens = Ids(actors, ActorKind.ServiceToken).ConvertAll(ServiceTokenId.From);
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

    private static List<Guid> Ids(IReadOnlyList<(ActorKind Kind, string Id)> actors, ActorKind kind) =>
        [.. actors.Where(a => a.Kind == kind).Select(a => Guid.TryParse(a.Id, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct()];
}
