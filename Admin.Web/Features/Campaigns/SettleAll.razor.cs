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

    private string Count => Campaign.Counts.Ambiguous.ToString("N0", CultureInfo.CurrentCulture);

    private async Task SettleAsync(Settlement settlement)
    {
        var again = settlement == Settlement.SendAgain;
        var text = Loc[again ? nameof(WatchTexts.SendAllAgainText) : nameof(WatchTexts.CountAllAsSentText), Count];
        var verb = Loc[again ? nameof(WatchTexts.SendAllAgain) : nameof(WatchTexts.CountAllAsSent), Count];
        if (!await Dialogs.ConfirmAsync(Loc[again ? nameof(WatchTexts.SendAllAgainTitle) : nameof(WatchTexts.CountAllAsSentTitle)], text, verb, harmless: !again))
            return;
        if (await Run.RunAsync(async () => (await Control.SettleAllAsync(await Circuit.GetAsync(), Campaign.Id, settlement, CancellationToken.None)).ToResult(), Loc[nameof(WatchTexts.Settled_done)]))
            await Changed.InvokeAsync();
    }
}
