using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>A new draft made of a campaign: its content, the parts of its audience, hours and caps, but neither its schedule nor what became of it.</summary>
public sealed class CampaignCopies(IAdminDb adminDb, Access access, AuditLog audit, IRecipientQueue queue, CampaignReader reader, TimeProvider time)
{
    private const int ReadAtOnce = 5_000;

    /// <param name="withPeople">Whether the people of files are taken over as well; those of parts come with the parts.</param>
    public async Task<Result<CampaignView>> CopyAsync(Actor actor, CampaignId id, bool withPeople, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var original = await db.Set<Campaign>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (original is null)
            return CampaignErrors.NotFound;
        var copy = original.Copy(time.GetUtcNow().UtcDateTime);
        db.Add(copy);
        // Saved first: the rest refers to its key.
        await db.SaveChangesAsync(ct);
        foreach (var part in await db.Set<CampaignAudiencePart>().AsNoTracking().Where(p => p.CampaignKey == original.Key).ToListAsync(ct))
            db.Add(CampaignAudiencePart.Create(copy, part.Content));
        if (withPeople)
            await CopyPeopleAsync(db, original, copy, ct);
        await audit.AppendAsync(db, actor, new AuditAct("campaign.cloned", "campaign", copy.Id.ToString(), Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = id.ToString() }), ct);
        await write.CommitAsync(ct);
        return await reader.GetAsync(actor, copy.Id, ct);
    }

    private async Task CopyPeopleAsync(AdminDbContext db, Campaign original, Campaign copy, CancellationToken ct)
    {
        var after = -1;
        while (true)
        {
            var part = await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == original.Key && r.Ordinal > after && !EF.Functions.Like(r.Phone, PersonMark.Pattern)).OrderBy(r => r.Ordinal).Take(ReadAtOnce)
                .Select(r => new { r.Ordinal, Row = new AudienceRow(r.Phone, r.Fields) }).ToListAsync(ct);
            if (part.Count == 0)
                return;
            after = part[^1].Ordinal;
            var first = copy.TakeOrdinals(part.Count).Value;
            await db.SaveChangesAsync(ct);
            var added = await queue.AddAsync(db, copy.Ref, first, [.. part.Select(p => p.Row)], Recipient.AtOnce, ct);
            await queue.AddCountsAsync(db, copy.Ref, RecipientCounts.None with { Pending = added }, ct);
        }
    }
}
