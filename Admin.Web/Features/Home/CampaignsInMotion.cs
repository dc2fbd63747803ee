using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Web.Features.Home;

/// <summary>What the overview says of campaigns: how many stand where, and the newest of them.</summary>
internal sealed record CampaignsInMotion(int Running, int Stalled, int NeedingAttention, IReadOnlyList<CampaignView> Shown)
{
    private const int ShownPerStatus = 5;

    /// <summary>In the order in which they are shown: what needs a person first.</summary>
    private static readonly CampaignStatus[] Statuses = [CampaignStatus.NeedsAttention, CampaignStatus.Stalled, CampaignStatus.Running, CampaignStatus.Planning];

    public static async Task<Result<CampaignsInMotion>> ReadAsync(CampaignReader reader, Actor actor, CancellationToken ct)
    {
        var total = new Dictionary<CampaignStatus, int>();
        List<CampaignView> shown = [];
        foreach (var status in Statuses)
        {
            var found = await reader.ListAsync(actor, new CampaignFilter(status, null), new PageRequest(1, ShownPerStatus), ct);
            if (found.Failed)
                return found.Error;
            total[status] = found.Value.Total;
            shown.AddRange(found.Value.Items);
        }

        return new CampaignsInMotion(total[CampaignStatus.Running] + total[CampaignStatus.Planning], total[CampaignStatus.Stalled], total[CampaignStatus.NeedsAttention], shown);
    }

    /// <summary>The same campaigns with newer numbers; null when one came, went, changed its status or is not among them, so that all must be read again.</summary>
    public CampaignsInMotion? With(IReadOnlyList<CampaignView> newest)
    {
        var byId = newest.ToDictionary(c => c.Id);
        var shown = Shown.Select(c => byId.GetValueOrDefault(c.Id)).OfType<CampaignView>().ToList();
        if (!shown.Select(c => c.Status).SequenceEqual(Shown.Select(c => c.Status)))
            return null;
        return Statuses.Any(status => HasNew(newest, status)) ? null : this with { Shown = shown };
    }

    // Only as many are shown of a status as fit; newer ones than those are the ones to notice.
    private bool HasNew(IReadOnlyList<CampaignView> newest, CampaignStatus status)
    {
        var known = Shown.Where(c => c.Status == status).Select(c => c.Id).ToHashSet();
        return newest.Where(c => c.Status == status).Take(ShownPerStatus).Any(c => !known.Contains(c.Id));
    }
}
