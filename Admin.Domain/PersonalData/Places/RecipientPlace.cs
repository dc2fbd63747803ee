using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>
/// What campaigns sent. The ledger keeps its rows, or its counts would be wrong: who still waits is skipped, and whoever is settled
/// becomes a mark. One on its way, or ambiguous, has to wait until it is settled.
/// </summary>
internal sealed class RecipientPlace(IAdminDb adminDb, IRecipientQueue queue, CampaignMoves moves, CampaignLedger ledger) : IPersonPlace
{
    /// <summary>Reason of one who was erased before anything was sent.</summary>
    public const string Erased = "erased";

    public string Name => "recipients";

    public IReadOnlyList<string> Tables { get; } = ["Recipients"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var rows = await db.Set<Recipient>().AsNoTracking().Where(r => EF.Parameter(person.Phones).Contains(r.Phone))
            .Join(db.Set<Campaign>(), r => r.CampaignKey, c => c.Key, (r, c) => new { Row = r, Campaign = c.Name, c.TemplateName, c.TemplateLanguage })
            .OrderBy(r => r.Row.CampaignKey).ToListAsync(ct);
        return [.. rows.Select(r => (object)new
        {
            r.Campaign,
            r.TemplateName,
            r.TemplateLanguage,
            r.Row.Phone,
            Fields = PersonJson.Of(r.Row.Fields),
            State = Common.SnakeCase.Of(r.Row.State),
            r.Row.Reason,
            MessageId = r.Row.Wamid,
            r.Row.SentAt,
            r.Row.DeliveredAt,
            r.Row.ReadAt,
            r.Row.FailedAt,
            r.Row.RespondedAt,
            Errors = PersonJson.Of(r.Row.Errors),
        })];
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        var waiting = await CampaignLedger.AgainOnConflictAsync(() => StopAsync(person, ct));
        foreach (var campaign in waiting)
            ledger.Tell(campaign);
        return await CampaignLedger.AgainOnConflictAsync(() => MarkAsync(person, ct));
    }

    // Nothing more is sent to the person. A draft counts them as skipped too, until its audience is frozen.
    private async Task<IReadOnlyList<Campaign>> StopAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var pending = await db.Set<Recipient>().AsNoTracking()
            .Where(r => EF.Parameter(person.Phones).Contains(r.Phone) && r.State == RecipientState.Pending).ToListAsync(ct);
        var keys = pending.Select(r => r.CampaignKey).Distinct().ToList();
        var campaigns = await db.Set<Campaign>().Where(c => EF.Parameter(keys).Contains(c.Key)).ToListAsync(ct);
        foreach (var campaign in campaigns)
        {
            var skipped = await queue.SkipPhonesAsync(db, campaign.Ref, person.Phones, Erased, ct);
            await moves.CountAsync(db, campaign, RecipientCounts.None with { Pending = -skipped, Skipped = skipped }, ct);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return campaigns;
    }

    private async Task<PlaceErased> MarkAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var rows = await db.Set<Recipient>().Where(r => EF.Parameter(person.Phones).Contains(r.Phone)).ToListAsync(ct);
        var gone = await ForgottenRecipients.ForgetAsync(db, rows, person.MarkOf, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return new PlaceErased(gone, rows.Count - gone);
    }
}
