using Admin.Domain.Organizations;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Organizations;

public sealed partial class OrganizationSettingsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private OrganizationView? _own;
    private string _name = "";
    private string _keywords = "";
    private bool _secondFactor;

    [Inject]
    public required OrganizationsService Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<OrganizationTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [Parameter]
    public required string Organization { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var (loaded, own) = await Runner.RunAsync(async () => await Service.GetOwnAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (loaded)
            Show(own!);
    }

    private async Task SaveAsync()
    {
        var change = new OrganizationChange(_name, _secondFactor, _keywords.Split(['\n', ',', ';']));
        var (saved, own) = await Runner.RunAsync(
            async () => await Service.ChangeOwnAsync(await Circuit.GetAsync(_left.Token), change, _own!.Stamp, _left.Token),
            Loc[nameof(OrganizationTexts.SettingsSaved)]);
        if (saved)
            Show(own!);
    }

    private void Show(OrganizationView own) =>
        (_own, _name, _secondFactor, _keywords) = (own, own.Name, own.RequiresSecondFactor, string.Join('\n', own.OptOutKeywords));
}
