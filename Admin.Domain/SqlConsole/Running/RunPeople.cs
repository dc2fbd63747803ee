using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>Names of the people in a list of runs.</summary>
internal static class RunPeople
{
    public static async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(IAdminDb adminDb, IEnumerable<PersonId> people, CancellationToken ct)
    {
        var ids = people.Distinct().ToList();
        if (ids.Count == 0)
            return new Dictionary<PersonId, string>();
        await using var db = await adminDb.OpenAsync(TenantScope.Accounts, ct);
        return await db.Set<Person>().AsNoTracking().Where(p => EF.Parameter(ids).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
    }
}
