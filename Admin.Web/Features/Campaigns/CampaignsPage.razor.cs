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
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _left = new();
    private Page<CampaignView>? _shown;
    private Error? _error;
    private LiveSubscription? _live;

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
    public required LiveBroker Broker { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required LiveStatus Live { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _live?.Dispose();
        Live.Stop();
    }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Circuit.GetAsync(_left.Token);
        await LoadAsync();
        if (_live is null && _error is null)
        {
            var watched = await Broker.WatchAsync(actor, CampaignTopics.All, () => InvokeAsync(TakeLiveAsync), _left.Token);
            if (!watched.Failed)
            {
                _live = watched.Value;
                // The page may have been left while the subscription was being made; nobody else would end it then.
                if (_left.IsCancellationRequested)
                    _live.Dispose();
            }
        }
    }

    private async Task LoadAsync()
    {
        var status = SnakeCase.TryParse<CampaignStatus>(Status, out var parsed) ? parsed : (CampaignStatus?)null;
        var found = await Reader.ListAsync(await Circuit.GetAsync(_left.Token), new CampaignFilter(status, Q), new PageRequest(PageNumber ?? 1), _left.Token);
        _error = found.Error;
        _shown = found.Failed ? null : found.Value;
    }

    // The snapshot holds the newest campaigns: what is shown of them is replaced; a new one on an unfiltered first page needs the list.
    private async Task TakeLiveAsync()
    {
        if (_left.IsCancellationRequested || _live is not { } live || _shown is null)
            return;
        if (live.Refusal is { } refusal)
        {
            _error = refusal;
            StateHasChanged();
            return;
        }

        if (live.Snapshot is not { Data: IReadOnlyList<CampaignView> newest } snapshot)
            return;
        var byId = newest.ToDictionary(c => c.Id);
        if (Q is null && Status is null && (PageNumber ?? 1) == 1 && newest is [var first, ..] && (_shown.Items is not [var top, ..] || top.Id != first.Id))
            await LoadAsync();
        else
            _shown = _shown with { Items = [.. _shown.Items.Select(c => byId.GetValueOrDefault(c.Id, c))] };
        Live.Show(snapshot.At, Fresh);
        StateHasChanged();
    }

    private void Choose(ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["status"] = e.Value is string { Length: > 0 } chosen ? chosen : null, ["page"] = null }), replace: true);
}
