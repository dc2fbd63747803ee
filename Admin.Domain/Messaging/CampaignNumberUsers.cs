using Admin.Domain.Campaigns;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>Campaigns that sent or will send from a number; finished ones too, because their report names it.</summary>
internal sealed class CampaignNumberUsers : INumberUsers
{
    public async Task<IReadOnlyList<NumberUser>> FindAsync(AdminDbContext db, Number number, CancellationToken ct)
    {
        var id = number.Id.ToString();
        return await db.Set<Campaign>().Where(c => c.NumberId == number.Id || c.FurtherNumbers.Contains(id)).Select(c => new NumberUser("campaign", c.Id.ToString(), c.Name)).ToListAsync(ct);
    }
}
