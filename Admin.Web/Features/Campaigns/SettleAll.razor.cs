using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

public sealed partial class SettleAll
{
    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    /// <summary>The campaign as it stands after the decision.</summary>
    [Parameter]
    public EventCallback<CampaignView> Changed { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CampaignControl Control { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private string Count => Campaign.Counts.Ambiguous.ToString("N0", CultureInfo.CurrentCulture);

    private async Task SettleAsync(Settlement settlement)
    {
        var again = settlement == Settlement.SendAgain;
        var text = Loc[again ? nameof(WatchTexts.SendAllAgainText) : nameof(WatchTexts.CountAllAsSentText), Count];
        var verb = Loc[again ? nameof(WatchTexts.SendAllAgain) : nameof(WatchTexts.CountAllAsSent), Count];
        if (!await Dialogs.ConfirmAsync(Loc[again ? nameof(WatchTexts.SendAllAgainTitle) : nameof(WatchTexts.CountAllAsSentTitle)], text, verb, harmless: !again))
            return;
        var actor = await Circuit.GetAsync();
        if (!await Run.RunAsync(async () => (await Control.SettleAllAsync(actor, Campaign.Id, settlement, CancellationToken.None)).ToResult(), Loc[nameof(WatchTexts.Settled_done)]))
            return;
        var now = await Reader.GetAsync(actor, Campaign.Id, CancellationToken.None);
        if (!now.Failed)
            await Changed.InvokeAsync(now.Value);
    }
}
