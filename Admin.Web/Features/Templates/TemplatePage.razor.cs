using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using TemplateService = Admin.Domain.Messaging.Templates;

namespace Admin.Web.Features.Templates;

/// <summary>One template: its places beside the message as a phone shows it, and a test.</summary>
public sealed partial class TemplatePage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private TemplateDetail? _detail;
    private TemplateValues? _values;
    private IReadOnlyList<NumberChoice> _numbers = [];
    private string? _phoneNumberId;
    private string? _mediaName;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required TemplateService Service { get; init; }

    [Inject]
    public required CampaignEditor Editor { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    private bool MayPrepare => Page.May(Permissions.Campaigns.Prepare);

    private string? Sender => _numbers.FirstOrDefault(n => n.PhoneNumberId == _phoneNumberId)?.Name;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_detail?.Template.Id.Value == Id)
            return;
        _detail = null;
        var (loaded, detail) = await Runner.RunAsync(async () => await Service.GetAsync(await Circuit.GetAsync(_left.Token), TemplateId.From(Id), _left.Token));
        if (!loaded || detail is null)
            return;
        if (MayPrepare)
            await LoadNumbersAsync(detail.Template);
        (_detail, _values) = (detail, new TemplateValues(detail.Content));
    }

    private async Task LoadNumbersAsync(TemplateView template)
    {
        var (loaded, choices) = await Runner.RunAsync(async () => await Editor.ChoicesAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (!loaded || choices is null)
            return;
        _numbers = [.. choices.Numbers.Where(n => template.BusinessAccountId is null || n.BusinessAccountId is null || n.BusinessAccountId == template.BusinessAccountId)];
        _phoneNumberId = _numbers.Select(n => n.PhoneNumberId).FirstOrDefault();
    }
}
