using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Campaigns.Editing;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

public sealed partial class CampaignActions
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
    public required CampaignEditor Editor { get; set; }

    [Inject]
    public required CampaignCopies Copies { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private bool IsOpen => Campaign.Status is not (CampaignStatus.Completed or CampaignStatus.Cancelled);

    private Task PauseAsync() => ActAsync(Control.PauseAsync, nameof(CampaignTexts.Paused_done));

    private Task ResumeAsync() => ActAsync(Control.ResumeAsync, nameof(CampaignTexts.Resumed_done));

    private async Task CancelAsync()
    {
        var text = Loc[nameof(CampaignTexts.CancelText), Campaign.Counts.Pending.ToString("N0", CultureInfo.CurrentCulture)];
        if (await Dialogs.ConfirmAsync(Loc[nameof(CampaignTexts.CancelTitle)], text, Loc[nameof(CampaignTexts.Cancel)]))
            await ActAsync(Control.CancelAsync, nameof(CampaignTexts.Cancelled_done));
    }

    private async Task RetryAsync()
    {
        var text = Loc[nameof(CampaignTexts.RetryText), Campaign.Counts.Failed.ToString("N0", CultureInfo.CurrentCulture)];
        if (await Dialogs.ConfirmAsync(Loc[nameof(CampaignTexts.RetryTitle)], text, Loc[nameof(CampaignTexts.RetryFailed), Campaign.Counts.Failed.ToString("N0", CultureInfo.CurrentCulture)], harmless: true))
            await ActAsync(async (actor, id, ct) => (await Control.RetryFailedAsync(actor, id, null, ct)).ToResult(), nameof(CampaignTexts.Retried_done));
    }

    private async Task DeleteAsync()
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(CampaignTexts.DeleteTitle)], Loc[nameof(CampaignTexts.DeleteText)], Loc[nameof(CampaignTexts.Delete)]))
            return;
        if (await Run.RunAsync(async () => await Editor.DeleteAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None)))
            Navigation.NavigateTo(AdminUrls.Campaigns(Page.Slug));
    }

    private async Task CopyAsync()
    {
        var (copied, copy) = await Run.RunAsync(async () => await Copies.CopyAsync(await Circuit.GetAsync(), Campaign.Id, withPeople: false, CancellationToken.None), Plan[nameof(PlanTexts.Copied_done)]);
        if (copied)
            Navigation.NavigateTo(AdminUrls.CampaignStep(Page.Slug, copy!.Id.Value, EditorSteps.NameOf(EditorStep.Who)));
    }

    private async Task ActAsync(Func<Actor, CampaignId, CancellationToken, Task<Result>> act, string done)
    {
        if (await Run.RunAsync(async () => await act(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None), Loc[done]))
            await Changed.InvokeAsync();
    }
}
