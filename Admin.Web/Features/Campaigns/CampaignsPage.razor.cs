using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>The list. The filters stand in the address; the bars move by the live topic of the organization.</summary>
public sealed partial class CampaignsPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Page<CampaignView>? _shown;
    private Error? _error;
    private DateTime? _at;

    [Parameter]
    public required string Organization { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private CampaignStatus? Filter => SnakeCase.TryParse<CampaignStatus>(Status, out var parsed) ? parsed : null;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var at = Time.GetUtcNow().UtcDateTime;
        var found = await Reader.ListAsync(await Circuit.GetAsync(_left.Token), new CampaignFilter(Filter, Q), new PageRequest(PageNumber ?? 1), _left.Token);
        _error = found.Error;
        _shown = found.Failed ? null : found.Value;
        _at = found.Failed ? null : at;
    }

    private async Task TakeAsync(LiveSnapshot snapshot)
    {
        if (_shown is null)
            return;
        if (CampaignListMoves.With(_shown, new CampaignFilter(Filter, Q), (IReadOnlyList<CampaignView>)snapshot.Data) is { } moved)
            (_shown, _at) = (moved, snapshot.At);
        else
            await LoadAsync();
    }

    private void Refuse(Error refusal) => (_error, _at) = (refusal, null);

    private void Choose(ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["status"] = e.Value is string { Length: > 0 } chosen ? chosen : null, ["page"] = null }), replace: true);
}
