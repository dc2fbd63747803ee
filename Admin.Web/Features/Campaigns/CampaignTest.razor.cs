using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Templates;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

public sealed partial class CampaignTest : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private TemplateChoice? _template;
    private IReadOnlyList<NumberChoice> _numbers = [];
    private IReadOnlyList<TemplateBinding> _bindings = [];
    private SampleContact? _contact;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignEditor Editor { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    private TemplatePreview Preview
    {
        get
        {
            var values = new TemplateValues(_template!.Content) { Fields = _contact?.Fields };
            foreach (var binding in _bindings)
                values[binding.Parameter.Key] = binding.Text;
            return values.Preview;
        }
    }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        // Refused or gone: there is nothing to test with, and the page says why elsewhere.
        var choices = await Editor.ChoicesAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        if (choices.Failed)
            return;
        _numbers = [.. choices.Value.Numbers.Where(n => n.PhoneNumberId == Campaign.PhoneNumberId)];
        _template = choices.Value.Templates.FirstOrDefault(t => t.Name == Campaign.TemplateName && t.Language == Campaign.TemplateLanguage && _numbers.Any(n => n.Sends(t)));
        _bindings = [.. TemplateBinding.Body(Campaign.TemplateParameters), .. Campaign.TemplateComponents];
    }
}
