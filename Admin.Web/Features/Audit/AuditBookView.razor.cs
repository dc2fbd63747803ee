using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Audit;

public sealed partial class AuditBookView : IDisposable
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

    /// <summary>Whose chain; null for the platform's own.</summary>
    [Parameter, EditorRequired]
    public required OrganizationId? Organization { get; set; }

    /// <summary>The page's own address, without filters.</summary>
    [Parameter, EditorRequired]
    public required string Url { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string Lede { get; set; }

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

    private AuditBook Book => Organization is null ? AuditBook.Platform : AuditBook.Organization;

    private string ExportUrl => _state.ExportUrl(Organization, Clock);

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
        var (loaded, list) = await Runner.RunAsync(async () => await Service.ListAsync(await Circuit.GetAsync(_left.Token), Book, _state.ToFilter(Clock), new PageRequest(Number ?? 1), _left.Token));
        if (loaded)
            _list = list;
    }

    private async Task VerifyAsync()
    {
        _verified = null;
        var (read, verification) = await Verifier.RunAsync(async () => await Service.VerifyAsync(await Circuit.GetAsync(_left.Token), Book, _left.Token));
        if (read)
            _verified = verification;
    }

    private void Apply() => Navigation.NavigateTo(_state.Url(Url));

    private Task ShowAsync(AuditView entry) =>
        Dialogs.ShowAsync<AuditEntryDialog>(null, new DialogParameters<AuditEntryDialog> { { d => d.Entry, entry } });
}
