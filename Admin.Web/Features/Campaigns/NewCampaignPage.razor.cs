using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Campaigns.Editing;
using Admin.Web.Features.Templates;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

public sealed partial class NewCampaignPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignChoices? _choices;
    private TemplateChoice? _template;
    private CampaignView? _begun;
    private Error? _error;
    private string _name = "";
    private string? _phoneNumberId;

    [Parameter]
    public required string Organization { get; set; }

    /// <summary>Id of the template to begin with.</summary>
    [SupplyParameterFromQuery(Name = "template")]
    public string? Template { get; set; }

    /// <summary>Whom to begin with: contacts of a list, a tag, consents and days, or those of an earlier campaign by what became of its message.</summary>
    [SupplyParameterFromQuery]
    public string? List { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery]
    public string? Marketing { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery]
    public string? Utility { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery(Name = "created_from")]
    public string? CreatedFrom { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery(Name = "created_until")]
    public string? CreatedUntil { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery(Name = "from")]
    public string? Earlier { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    /// <inheritdoc cref="List"/>
    [SupplyParameterFromQuery]
    public string? Code { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignEditor Editor { get; set; }

    [Inject]
    public required CampaignAudience Audience { get; set; }

    [Inject]
    public required PersonClock Clock { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    // Only a number of the template's account can send it.
    private IEnumerable<NumberChoice> Numbers => _choices!.Numbers.Where(n => _template is null || n.Sends(_template));

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
        _template = _choices.Templates.FirstOrDefault(t => t.Id.ToString() == Template);
        _phoneNumberId = Numbers.Select(n => n.PhoneNumberId).FirstOrDefault();
    }

    private AudienceChoice People => AudienceChoice.Parse(List, Tag, Marketing, Utility, CreatedFrom, CreatedUntil, Earlier, Outcome, Code);

    private async Task BeginAsync()
    {
        var (begun, campaign) = await Run.RunAsync(async () => await Editor.BeginAsync(await Circuit.GetAsync(_left.Token), Sketch(), _left.Token));
        if (!begun)
            return;
        if (People is { IsNamed: true } people && !await AddAsync(campaign!.Id, people))
            _begun = campaign;
        else
            Navigation.NavigateTo(UrlOf(campaign!), replace: true);
    }

    private async Task<bool> AddAsync(CampaignId campaign, AudienceChoice people)
    {
        var draft = people.ToDraft(Clock.StartOf);
        return (await Run.RunAsync(async () => await Audience.AddAsync(await Circuit.GetAsync(_left.Token), campaign, draft, _left.Token))).Succeeded;
    }

    private string UrlOf(CampaignView campaign) => AdminUrls.CampaignStep(Page.Slug, campaign.Id.Value, EditorSteps.NameOf(EditorStep.Who));

    private CampaignSketch Sketch()
    {
        if (_template is not { } template)
            return new CampaignSketch(_name, _phoneNumberId);
        var first = new TemplateValues(template.Content, WordingState.UsualFirst);
        return WordingState.Sketch(_name, _phoneNumberId, template.Name, template.Language, first);
    }
}
