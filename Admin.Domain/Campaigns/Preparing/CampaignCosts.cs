using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>
/// Counts what a campaign has cost, from what WhatsApp's webhooks say is billed: each message once, in the transaction that merges
/// them, and pauses a campaign whose budget is used up.
/// </summary>
public sealed class CampaignCosts(IRecipientQueue queue, IPhoneRanges ranges, CampaignMoves moves)
{
    /// <summary>Why a campaign is paused whose budget is used up.</summary>
    public const string BudgetReached = "budget_reached";

    /// <summary>Inside the caller's open write; answers whether anything was counted. Unsaved changes of the campaign are lost: it is read anew.</summary>
    internal async Task<bool> CountAsync(AdminDbContext db, Campaign campaign, IReadOnlyCollection<(Recipient Row, MessagePricing Pricing)> billed, CancellationToken ct)
    {
        var open = billed.Where(b => b.Pricing.IsBillable && b.Row.CostMicros is null).DistinctBy(b => b.Row.Ordinal).ToList();
        if (open.Count == 0 || await PriceTable.ReadAsync(db, ct) is not { IsEmpty: false } prices)
            return false;
        var (total, counted) = (0L, 0);
        foreach (var alike in open.GroupBy(b => prices.Of(b.Pricing.Category, ranges.CountryOf(b.Row.Phone))).Where(g => g.Key is not null))
        {
            // Only those that nobody has counted: the statement looks again.
            var count = await queue.PriceAsync(db, campaign.Ref, [.. alike.Select(b => b.Row.Ordinal)], alike.Key!.Value, ct);
            counted += count;
            total += count * alike.Key.Value;
        }

        if (counted == 0)
            return false;
        await queue.AddCostAsync(db, campaign.Ref, total, ct);
        await db.Entry(campaign).ReloadAsync(ct);
        return true;
    }

    /// <summary>Pauses it if its budget is used up.</summary>
    internal async Task LookAtBudgetAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        if (campaign.IsOverBudget && campaign.Status is (CampaignStatus.Running or CampaignStatus.Stalled))
            await moves.PauseAsync(db, campaign, BudgetReached, ct);
    }
}
