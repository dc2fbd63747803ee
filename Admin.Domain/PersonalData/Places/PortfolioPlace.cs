using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>Whom numbers wrote to in the last 24 hours: the place that the person took stays taken, under a mark.</summary>
internal sealed class PortfolioPlace(IAdminDb adminDb) : IPersonPlace
{
    public string Name => "daily_people";

    public IReadOnlyList<string> Tables { get; } = ["PortfolioPeople"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        return await db.Set<PortfolioPerson>().Where(p => EF.Parameter(person.Phones).Contains(p.Phone)).Select(p => (object)new { p.Phone, p.WrittenAt, p.WrittenBefore }).ToListAsync(ct);
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var people = await db.Set<PortfolioPerson>().Where(p => EF.Parameter(person.Phones).Contains(p.Phone)).ToListAsync(ct);
        if (people.Count == 0)
            return new PlaceErased(0);
        db.RemoveRange(people);
        foreach (var written in people)
        {
            var mark = person.MarkOf(written.Phone);
            if (!await db.Set<PortfolioPerson>().AnyAsync(p => p.Phone == mark, ct))
                db.Add(PortfolioPerson.Create(person.Organization, mark, written.AttemptId, written.WrittenAt));
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return new PlaceErased(people.Count);
    }
}
