using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>
/// Results of queries, kept sealed for minutes. They hold customers' rows, so all of the organization's go: another run replaces them.
/// They are not part of an export, since whose they are stands in the database that they were read from.
/// </summary>
internal sealed class KeptResultPlace(IAdminDb adminDb, IResultStore store) : IPersonPlace
{
    public string Name => "query_results";

    public bool IsRepeated => false;

    public IReadOnlyList<string> Tables { get; } = [];

    public Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var sources = await db.Set<DataSource>().Select(s => s.Id).ToListAsync(ct);
        foreach (var source in sources)
            await store.ForgetAsync(person.Organization, source, ct);
        return new PlaceErased(0);
    }
}
