using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Carries erasures out. Each place commits by itself and may be gone through again, so a process that ends in the middle leaves an
/// open erasure, which the next sweep takes up from the beginning.
/// </summary>
public sealed class ErasureRunner(IAdminDb adminDb, AuditLog audit, PersonSeal seal, IEnumerable<IPersonPlace> places, IDiskTraces traces, TimeProvider time, ILogger<ErasureRunner> log)
{
    /// <summary>Who is said to have done it.</summary>
    private const string Name = "erasure";

    private static readonly TenantScope Everybody = TenantScope.All("which erasures are open, to carry each out in its own organization");

    private readonly IReadOnlyList<IPersonPlace> _places = [.. places];

    /// <summary>Goes on with all that are open; answers how many are done now.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        List<(OrganizationId Organization, ErasureId Id)> open;
        await using (var db = await adminDb.OpenAsync(Everybody, ct))
            open = [.. (await db.Set<Erasure>().Where(e => e.DoneAt == null).OrderBy(e => e.RequestedAt).Select(e => new { e.OrganizationId, e.Id }).ToListAsync(ct)).Select(e => (e.OrganizationId, e.Id))];
        var done = 0;
        foreach (var (organization, id) in open)
        {
            try
            {
                if ((await RunAsync(organization, id, ct)).DoneAt is not null)
                    done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One erasure's trouble is not the others'.
                log.LogError(e, "Erasure {Erasure} could not be carried out; the next sweep tries again", id);
            }
        }

        return done;
    }

    internal async Task<Erasure> RunAsync(OrganizationId organization, ErasureId id, CancellationToken ct)
    {
        var erasure = await FindAsync(organization, id, ct);
        if (erasure.Phone is not { } phone)
            return erasure;
        var person = new PersonSought(organization, phone, erasure.Name, seal);
        var (erased, left) = (0, 0);
        foreach (var place in _places.Where(p => p.IsRepeated || erasure.Left == 0))
        {
            var done = await place.EraseAsync(person, ct);
            (erased, left) = (erased + done.Erased, left + done.Left);
        }

        var noted = await NoteAsync(organization, id, erased, left, ct);
        // One that waits is looked at every few minutes: only what was erased leaves traces.
        if (erased > 0 || noted.DoneAt is not null)
            await traces.RemoveAsync(ct);
        return noted;
    }

    private async Task<Erasure> FindAsync(OrganizationId organization, ErasureId id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return await db.Set<Erasure>().AsNoTracking().FirstAsync(e => e.Id == id, ct);
    }

    private async Task<Erasure> NoteAsync(OrganizationId organization, ErasureId id, int erased, int left, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var erasure = await db.Set<Erasure>().FirstAsync(e => e.Id == id, ct);
        if (erasure.DoneAt is not null)
            return erasure;
        erasure.Note(erased, left, time.GetUtcNow().UtcDateTime);
        if (erasure.DoneAt is not null)
        {
            var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["rows"] = erasure.Erased.ToString(CultureInfo.InvariantCulture) };
            await audit.AppendAsync(db, Actor.System(organization, Name), new AuditAct("person.erased", "person", erasure.Mark, Details: details), ct);
        }

        await write.CommitAsync(ct);
        return erasure;
    }
}
