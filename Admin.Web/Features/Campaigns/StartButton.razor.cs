using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Watching;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

public sealed partial class StartButton
{
    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter]
    public bool IsPrimary { get; set; }

    /// <summary>It was started; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CampaignControl Control { get; set; }

    [Inject]
    public required CampaignWatch Watch { get; set; }

    [Inject]
    public required CampaignPreflight Preflight { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    private async Task StartAsync()
    {
        var (read, forecast) = await Run.RunAsync(async () => await Watch.ForecastAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None));
        if (!read)
            return;
        var preflight = await Preflight.CheckAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None);
        var parameters = new DialogParameters<StartDialog> { { d => d.Preflight, preflight.Failed ? null : preflight.Value }, { d => d.Campaign, Campaign }, { d => d.Forecast, forecast! }, { d => d.Page, Page } };
        var dialog = await Dialogs.ShowAsync<StartDialog>(null, parameters);
        if (await dialog.Result is { Canceled: false } && await Run.RunAsync(async () => await Control.StartAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None), Loc[nameof(CampaignTexts.Started_done)]))
            await Changed.InvokeAsync();
    }
}
