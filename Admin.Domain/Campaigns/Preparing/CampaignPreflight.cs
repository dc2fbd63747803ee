using Admin.Domain.Accounts;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What a start would do, before it does it: who gets the message, who is left out and why, which limit rules, when it ends.</summary>
public sealed class CampaignPreflight(IAdminDb adminDb, Access access, IAudienceCheck audience, IPhoneRanges ranges, CampaignSpeed speed, PortfolioBudget portfolio, TimeProvider time)
{
    public async Task<Result<Preflight>> CheckAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, campaign, _) = open;
        if (!campaign.IsPrepared)
            return CampaignErrors.Illegal(campaign.Status, "be checked before its start");

        var now = time.GetUtcNow().UtcDateTime;
        var parts = (await AudienceSize.PartsAsync(db, campaign, ct)).Select(p => p.Terms).ToList();
        var named = await AudienceSize.OfAsync(db, campaign, parts, ct);
        var cap = campaign.IsTransactional ? null : await FrequencyCap.OfAsync(db, ct);
        var groups = await audience.CountAsync(db, campaign.Ref, parts, campaign.NeededColumns, await CampaignTemplate.NeedsConsentAsync(db, campaign, ct), cap, cap?.Since(now) ?? now, ct);
        var senders = await CampaignSenders.ReadAsync(db, campaign, ct);
        var receive = groups.Where(g => g.Reason is null).Sum(g => g.Count);
        var forecast = await speed.ForecastAsync(campaign, senders, receive, await portfolio.LeftAsync(db, senders.Narrowest, ct), ct);
        var checkedUp = PreflightRules.Judge(campaign, named, groups, forecast, await FaultsAsync(db, campaign, named, now, ct), now);
        var currency = (await db.Set<PriceBook>().AsNoTracking().FirstOrDefaultAsync(ct))?.Currency;
        return currency is null ? checkedUp : checkedUp with { Cost = PreflightRules.Estimate(groups, await PriceTable.ReadAsync(db, ct), await MessageCategory.OfAsync(db, campaign, ct), ranges, currency) };
    }

    /// <summary>Why it would not start; empty when it would. Without looking through the audience.</summary>
    public async Task<Result<CampaignFaults>> FaultsAsync(Actor actor, CampaignId id, CancellationToken ct)
    {
        var watched = await WatchedCampaign.OpenAsync(adminDb, access, actor, id, ct);
        if (watched.Failed)
            return watched.Error;
        await using var open = watched.Value;
        var (db, campaign, _) = open;
        if (!campaign.IsPrepared)
            return CampaignErrors.Illegal(campaign.Status, "be checked before its start");
        return new CampaignFaults(await FaultsAsync(db, campaign, await AudienceSize.OfAsync(db, campaign, ct), time.GetUtcNow().UtcDateTime, ct));
    }

    private static async Task<IReadOnlyList<Error>> FaultsAsync(AdminDbContext db, Campaign campaign, int named, DateTime now, CancellationToken ct)
    {
        var faults = new List<Error>();
        if (named == 0)
            faults.Add(CampaignErrors.AudienceEmpty);
        faults.AddRange(await CampaignTemplate.FaultsAsync(db, campaign, now, ct));
        if (await ApprovalRules.FaultAsync(db, campaign, named, ct) is { } unapproved)
            faults.Add(unapproved);
        return faults;
    }
}

/// <summary>What a start would do.</summary>
/// <param name="Named">People that the audience names; who is named twice counts twice.</param>
/// <param name="Receive">How many get the message.</param>
/// <param name="Excluded">How many do not, by reason; with <paramref name="Receive"/> they add up to <paramref name="Named"/>.</param>
/// <param name="Faults">Why it would not start; empty when it would.</param>
/// <param name="LimitedBy">What rules how long it takes: one of <see cref="Sending.LimitedBy"/>.</param>
/// <param name="StartsAt">Its schedule, or now; later where the hours are closed then.</param>
/// <param name="EndsAt">When the last message goes, if nothing else sends.</param>
public sealed record Preflight(int Named, int Receive, IReadOnlyList<Exclusion> Excluded, IReadOnlyList<Error> Faults, string LimitedBy, CampaignForecast Forecast, DateTime StartsAt, DateTime EndsAt)
{
    /// <summary>Null while the organization has no prices.</summary>
    public CostEstimate? Cost { get; init; }
}

/// <param name="Faults">Why a campaign would not start.</param>
public sealed record CampaignFaults(IReadOnlyList<Error> Faults);

/// <summary>What all messages would cost if each were billed.</summary>
/// <param name="Category">That the prices were taken for.</param>
/// <param name="Unpriced">To how many people the list has no price.</param>
public sealed record CostEstimate(decimal Amount, string Currency, string Category, int Unpriced);

/// <param name="Reason">A code: <c>duplicate</c>, or the reason that the recipient gets.</param>
public sealed record Exclusion(string Reason, int Count);
