using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Web.Features.Campaigns;

/// <summary>Moves a shown page of the list by the live topic, which holds the organization's newest campaigns.</summary>
internal static class CampaignListMoves
{
    /// <summary>
    /// The same rows with newer numbers; null when they do not tell all of the page, so that it must be read again: a row is too
    /// old to be among the newest or has left the filter, or another one belongs on the first page.
    /// </summary>
    public static Page<CampaignView>? With(Page<CampaignView> shown, CampaignFilter filter, IReadOnlyList<CampaignView> newest)
    {
        var byId = newest.ToDictionary(c => c.Id);
        var moved = shown.Items.Select(c => byId.GetValueOrDefault(c.Id)).OfType<CampaignView>().ToList();
        if (moved.Count < shown.Items.Count || moved.Exists(c => !IsOf(c, filter.Status)))
            return null;
        if (shown.Number == 1 && filter.Text is null && !newest.Where(c => IsOf(c, filter.Status)).Take(shown.Size).Select(c => c.Id).SequenceEqual(moved.Select(c => c.Id)))
            return null;
        return shown with { Items = moved };
    }

    private static bool IsOf(CampaignView campaign, CampaignStatus? status) => status is null || campaign.Status == status;
}
