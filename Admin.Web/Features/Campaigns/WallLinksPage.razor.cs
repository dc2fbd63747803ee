using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

/// <summary>Links to wall boards: who made them, until when they work, and the button that ends them.</summary>
public sealed partial class WallLinksPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<WallLinkView>? _list;
    private int? _loaded;

    [Parameter]
    public required string Organization { get; set; }

    /// <summary>The campaign that a new link is offered for.</summary>
    [SupplyParameterFromQuery(Name = "campaign")]
    public Guid? Campaign { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required WallLinks Links { get; set; }

    [Inject]
    public required CampaignReader Campaigns { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    /// <summary>Revoking is an act of its own: reading the list afterwards must not take its refusal away.</summary>
    [Inject]
    public required ActionRunner Acts { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required PersonClock Clock { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == (Number ?? 1))
            return;
        _loaded = Number ?? 1;
        await LoadAsync();
    }

    private string State(WallLinkView link)
    {
        if (link.RevokedAt is not null)
            return "revoked";
        return link.ExpiresAt <= Clock.UtcNow ? "expired" : "active";
    }

    private async Task LoadAsync()
    {
        var (loaded, list) = await Run.RunAsync(async () => await Links.ListAsync(await Circuit.GetAsync(_left.Token), new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task CreateAsync()
    {
        CampaignView? campaign = null;
        if (Campaign is { } id && await Campaigns.GetAsync(await Circuit.GetAsync(_left.Token), new CampaignId(id), _left.Token) is { Failed: false } found)
            campaign = found.Value;
        var dialog = await Dialogs.ShowAsync<WallLinkDialog>(null, new DialogParameters<WallLinkDialog> { { d => d.Campaign, campaign } });
        if (await dialog.Result is not { Canceled: false, Data: CreatedWallLink made })
            return;
        await Dialogs.ShowOnceAsync(Loc[nameof(WallTexts.OnceTitle)], Loc[nameof(WallTexts.OnceText)], Navigation.ToAbsoluteUri(AdminUrls.Wall(made.Token)).ToString());
        await LoadAsync();
    }

    private async Task RevokeAsync(WallLinkView link)
    {
        if (!await Dialogs.ConfirmAsync(Loc[nameof(WallTexts.RevokeTitle), link.Label], Loc[nameof(WallTexts.RevokeText)], Loc[nameof(WallTexts.Revoke)]))
            return;
        await Acts.RunAsync(async () => await Links.RevokeAsync(await Circuit.GetAsync(_left.Token), link.Id, _left.Token), Loc[nameof(WallTexts.Revoked_done)]);
        await LoadAsync();
    }
}
