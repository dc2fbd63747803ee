using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Audit;

public sealed partial class AuditPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private AuditListState _state = new();
    private (AuditListState, int?)? _loaded;
    private Page<AuditView>? _list;
    private AuditVerification? _verified;

    [Inject]
    public required AuditTrail Service { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    /// <summary>Verifying is an act of its own: the list stays usable meanwhile.</summary>
    [Inject]
    public required ActionRunner Verifier { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IStringLocalizer<AuditTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery]
    public string? Action { get; set; }

    [SupplyParameterFromQuery]
    public string? Actor { get; set; }

    [SupplyParameterFromQuery]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery]
    public string? Outcome { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromQuery]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? Number { get; set; }

    private string ExportUrl => Page.Organization is { } organization ? _state.ExportUrl(organization.Id.Value, Clock) : "";

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var state = AuditListState.Parse(Action, Actor, Subject, Outcome, From, To);
        if (_loaded == (state, Number))
            return;
        _loaded = (state, Number);
        _state = state with { };
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (loaded, list) = await Runner.RunAsync(async () => await Service.ListAsync(await Circuit.GetAsync(_left.Token), AuditBook.Organization, _state.ToFilter(Clock), new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task VerifyAsync()
    {
        _verified = null;
        var (read, verification) = await Verifier.RunAsync(async () => await Service.VerifyAsync(await Circuit.GetAsync(_left.Token), AuditBook.Organization, _left.Token));
        if (read)
            _verified = verification;
    }

    private void Apply() => Navigation.NavigateTo(_state.Url(Organization));

    private Task ShowAsync(AuditView entry) =>
        Dialogs.ShowAsync<AuditEntryDialog>(null, new DialogParameters<AuditEntryDialog> { { d => d.Entry, entry } });
}
