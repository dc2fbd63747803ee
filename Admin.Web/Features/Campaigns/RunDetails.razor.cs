using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>Shows the campaign's detail topic, which one reading serves for all who look.</summary>
public sealed partial class RunDetails : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignDetail? _detail;
    private Error? _error;
    private LiveSubscription? _live;
    private CampaignId _watched;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    /// <summary>The campaign as it stands after a retry.</summary>
    [Parameter]
    public EventCallback<CampaignView> Changed { get; set; }

    [Inject]
    public required LiveBroker Broker { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _live?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_watched == Campaign.Id)
            return;
        _watched = Campaign.Id;
        _live?.Dispose();
        _live = null;
        var watched = await Broker.WatchAsync(await Circuit.GetAsync(_left.Token), CampaignTopics.DetailsOf(Campaign.Id), () => InvokeAsync(TakeLive), _left.Token);
        if (watched.Failed)
        {
            _error = watched.Error;
            return;
        }

        _live = watched.Value;
        if (_left.IsCancellationRequested)
            _live.Dispose();
        else
            TakeLive();
    }

    private void TakeLive()
    {
        if (_left.IsCancellationRequested || _live is not { } live)
            return;
        _error = live.Refusal;
        _detail = live.Refusal is null ? live.Snapshot.Data as CampaignDetail : null;
        StateHasChanged();
    }
}
