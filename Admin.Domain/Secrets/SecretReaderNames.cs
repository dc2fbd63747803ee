using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>What readers are called: people and tokens by their names; those inside the process are called by what they read for.</summary>
internal static class SecretReaderNames
{
    public static async Task<IReadOnlyDictionary<SecretReader, string>> OfAsync(AdminDbContext db, IEnumerable<SecretReader> readers, CancellationToken ct)
    {
        var ids = readers.Distinct().ToList();
        var people = await PeopleNames.OfAsync(db, ids.Where(r => r.Kind == ActorKind.Person).Select(r => r.Id), ct);
        var tokenIds = ids.Where(r => r.Kind == ActorKind.ServiceToken).Select(r => ServiceTokenId.From(Guid.Parse(r.Id))).ToList();
        var tokens = await db.Set<ServiceToken>().Where(t => tokenIds.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToDictionaryAsync(t => t.Id.ToString(), t => t.Name, StringComparer.Ordinal, ct);
        return ids.ToDictionary(r => r, r => r.Kind switch
        {
            ActorKind.Person => people.GetValueOrDefault(r.Id, r.Id),
            ActorKind.ServiceToken => tokens.GetValueOrDefault(r.Id, r.Id),
            ActorKind.System => r.Id,
        });
    }
}
