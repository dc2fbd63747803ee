using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

public sealed partial class ReasonPanel
{
    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ReasonCount> Reasons { get; set; }

    /// <summary>Something was done to the campaign; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CampaignControl Control { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private bool CanRetry => Campaign.Status is not (CampaignStatus.Cancelled or CampaignStatus.Planning) && Page.May(Permissions.Campaigns.RetryFailed);

    private async Task RetryAsync(ReasonCount reason)
    {
        var count = reason.Count.ToString("N0", CultureInfo.CurrentCulture);
        var text = Loc[nameof(WatchTexts.RetryTheseText), count, FailureWords.Means(Failures, reason.Code)];
        if (!await Dialogs.ConfirmAsync(Loc[nameof(WatchTexts.RetryTheseTitle)], text, Loc[nameof(WatchTexts.RetryThese), count], harmless: true))
            return;
        if (await Run.RunAsync(async () => (await Control.RetryFailedAsync(await Circuit.GetAsync(), Campaign.Id, reason.Code, CancellationToken.None)).ToResult(), Loc[nameof(WatchTexts.RetriedThese_done)]))
            await Changed.InvokeAsync();
    }
}
