using Admin.Domain.Campaigns;
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
    private Error? _error;
    private string _name = "";
    private string? _phoneNumberId;

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

    private async Task BeginAsync()
    {
        var (begun, campaign) = await Run.RunAsync(async () => await Editor.BeginAsync(await Circuit.GetAsync(_left.Token), Sketch(), _left.Token));
        if (begun)
            Navigation.NavigateTo(AdminUrls.CampaignStep(Page.Slug, campaign!.Id.Value, EditorSteps.NameOf(EditorStep.Who)), replace: true);
    }

    private CampaignSketch Sketch()
    {
        if (_template is not { } template)
            return new CampaignSketch(_name, _phoneNumberId);
        var first = new TemplateValues(template.Content, WordingState.UsualFirst);
        return WordingState.Sketch(_name, _phoneNumberId, template.Name, template.Language, first);
    }
}
