using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class OutcomeLinks
{
    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    private IReadOnlyList<CampaignOutcome> Found => [.. Enum.GetValues<CampaignOutcome>().Where(o => CountOf(o) > 0)];

    private int CountOf(CampaignOutcome outcome) => outcome switch
    {
        CampaignOutcome.Sent => Campaign.Counts.Sent,
        CampaignOutcome.Delivered => Campaign.Counts.Delivered,
        CampaignOutcome.Read => Campaign.Counts.Read,
        CampaignOutcome.Failed => Campaign.Counts.Failed,
        CampaignOutcome.Replied => Campaign.Responded,
        CampaignOutcome.NotReplied => Campaign.Counts.Sent + Campaign.Counts.Delivered + Campaign.Counts.Read - Campaign.Responded,
    };
}
