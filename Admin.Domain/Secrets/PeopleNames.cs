using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>Names of the people among ids that may also be tokens' or jobs' names.</summary>
internal static class PeopleNames
{
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(AdminDbContext db, IEnumerable<string> ids, CancellationToken ct)
    {
        var people = ids.Distinct(StringComparer.Ordinal).Select(id => Guid.TryParse(id, out var guid) ? new PersonId(guid) : default).Where(p => p != default).ToList();
        return await db.Users.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id.ToString(), p => p.Name, StringComparer.Ordinal, ct);
    }
}
