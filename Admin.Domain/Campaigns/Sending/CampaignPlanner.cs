using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// Freezes the audience, in one transaction: a crash leaves the campaign as it was before, and planning again does the same once.
/// </summary>
public sealed class CampaignPlanner(IAdminDb adminDb, IRecipientQueue queue, CampaignLedger ledger, CampaignMoves moves, UnwantedRecipients unwanted)
{
    public const string OptedOut = "opted_out";
    public const string ParameterMissing = "parameter_missing";

    /// <summary>A marketing template, and nobody wrote down that the person wants such messages.</summary>
    public const string WithoutConsent = "without_consent";

    public async Task PlanAsync(CampaignRef reference, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(reference.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var campaign = await db.Set<Campaign>().FirstOrDefaultAsync(c => c.Key == reference.Key, ct);
        // Another node planned it meanwhile, or it was cancelled.
        if (campaign?.Status != CampaignStatus.Planning)
            return;

        await FreezePartsAsync(db, campaign, ct);
        foreach (var column in campaign.NeededColumns)
            await queue.SkipWithoutAsync(db, reference, column, ParameterMissing, ct);
        await unwanted.SkipAsync(db, campaign, ct);
        var planned = campaign.Planned(await queue.CountAsync(db, reference, ct));
        if (planned.Failed)
            throw new InvalidOperationException(planned.Error.Message);
        await moves.AdvanceAsync(db, campaign, ct);
        await write.CommitAsync(ct);
        ledger.Tell(campaign);
    }

    private async Task FreezePartsAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        foreach (var (part, terms) in await AudienceSize.PartsAsync(db, campaign, ct))
        {
            var added = await queue.AddPartAsync(db, campaign.Ref, campaign.NextOrdinal, terms, Recipient.AtOnce, ct);
            if (campaign.TakeOrdinals(added) is { Failed: true } refused)
                throw new InvalidOperationException(refused.Error.Message);
            part.Freeze(added);
        }
    }
}
