using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>Shows the campaign's detail topic, which one reading serves for all who look.</summary>
public sealed partial class RunDetails
{
    // Counting the reasons of a million recipients is not done every second: the page says so.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(4);

    private CampaignDetail? _detail;
    private Error? _error;
    private DateTime? _at;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    /// <summary>Something was done to the campaign; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private void Take(LiveSnapshot snapshot) => (_detail, _at, _error) = ((CampaignDetail)snapshot.Data, snapshot.At, null);

    private void Refuse(Error refusal) => (_detail, _at, _error) = (null, null, refusal);
}
