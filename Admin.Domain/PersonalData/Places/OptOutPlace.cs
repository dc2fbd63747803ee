using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>That the person wants no campaigns outlives the phone: its mark stays, and planning knows it.</summary>
internal sealed class OptOutPlace(IAdminDb adminDb) : IPersonPlace
{
    public string Name => "opt_outs";

    public IReadOnlyList<string> Tables { get; } = ["OptOuts"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        return await db.Set<OptOut>().Where(o => EF.Parameter(person.Phones).Contains(o.Phone)).Select(o => (object)new { o.Phone, o.Source, o.CreatedAt }).ToListAsync(ct);
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var known = await db.Set<OptOut>().Where(o => EF.Parameter(person.Phones).Contains(o.Phone)).ToListAsync(ct);
        if (known.Count == 0)
            return new PlaceErased(0);
        db.RemoveRange(known);
        if (!await db.Set<OptOut>().AnyAsync(o => o.Phone == person.Mark, ct))
            db.Add(OptOut.Create(person.Organization, person.Mark, known[0].Source, known[0].CreatedAt));
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return new PlaceErased(known.Count);
    }
}
