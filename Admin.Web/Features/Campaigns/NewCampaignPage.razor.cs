using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

public sealed partial class NewCampaignPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly NewCampaignState _state = new();
    private CampaignChoices? _choices;
    private Error? _error;
    private AudienceUpload? _upload;
    private CampaignView? _made;
    private string? _mediaName;

    [Parameter]
    public required string Organization { get; set; }

    /// <summary>Id of the template to begin with.</summary>
    [SupplyParameterFromQuery(Name = "template")]
    public string? Template { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignEditor Editor { get; set; }

    [Inject]
    public required CampaignAudience Audience { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var choices = await Editor.ChoicesAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        if (choices.Failed)
        {
            _error = choices.Error;
            return;
        }

        _choices = choices.Value;
        _state.Begin(_choices, Template);
    }

    private void ChooseTemplate(ChangeEventArgs e)
    {
        _mediaName = null;
        _state.Choose(_choices!, e.Value?.ToString());
    }

    private async Task CreateAsync()
    {
        var actor = await Circuit.GetAsync(_left.Token);
        var (made, campaign) = await Run.RunAsync(() => SaveAsync(actor));
        if (!made || campaign is null)
            return;
        if (_state.FromCsv ? await _upload!.UploadAsync(campaign.Id) : await Run.RunAsync(() => AddListAsync(actor, campaign)))
            Navigation.NavigateTo(AdminUrls.Campaign(Page.Slug, campaign.Id.Value));
    }

    // Pressed again after a file was refused, the same draft is used, so that no half-done one stays behind.
    private async Task<Result<CampaignView>> SaveAsync(Actor actor)
    {
        var saved = _made is null
            ? await Editor.CreateAsync(actor, _state.ToDraft(_choices!), _left.Token)
            : await Editor.UpdateAsync(actor, _made.Id, _state.ToDraft(_choices!), ifMatch: null, _left.Token);
        if (!saved.Failed)
            _made = saved.Value;
        return saved;
    }

    private async Task<Result> AddListAsync(Actor actor, CampaignView campaign) => _state.List(_choices!) is { } list
        ? (await Audience.AddAsync(actor, campaign.Id, new AudiencePartDraft(new ContactFilter(List: list.Id)), _left.Token)).ToResult()
        : Error.Invalid("contact_list_missing", Loc[nameof(CampaignTexts.ChooseList)]);
}
