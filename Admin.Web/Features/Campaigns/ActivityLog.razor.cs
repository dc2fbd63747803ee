using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>Reads the log again when the campaign's detail topic says that it has a newer entry.</summary>
public sealed partial class ActivityLog : IDisposable
{
    private const int Step = 25;

    private readonly CancellationTokenSource _left = new();
    private Page<CampaignActivity>? _page;
    private Error? _error;
    private LiveSubscription? _live;
    private CampaignId _watched;
    private long _last = -1;
    private int _size = Step;

    [Parameter, EditorRequired]
    public required CampaignId Campaign { get; set; }

    [Inject]
    public required CampaignWatch Watch { get; set; }

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
        if (_watched == Campaign)
            return;
        (_watched, _last) = (Campaign, -1);
        _live?.Dispose();
        _live = null;
        var watched = await Broker.WatchAsync(await Circuit.GetAsync(_left.Token), CampaignTopics.DetailsOf(Campaign), () => InvokeAsync(TakeLiveAsync), _left.Token);
        if (watched.Failed)
        {
            _error = watched.Error;
            return;
        }

        _live = watched.Value;
        if (_left.IsCancellationRequested)
            _live.Dispose();
        else
            await TakeLiveAsync();
    }

    private async Task TakeLiveAsync()
    {
        if (_left.IsCancellationRequested || _live is not { } live)
            return;
        if (live.Refusal is { } refusal)
        {
            _error = refusal;
            StateHasChanged();
        }
        else if (live.Snapshot.Data is CampaignDetail detail && detail.LastActivity != _last)
        {
            _last = detail.LastActivity;
            await LoadAsync();
            StateHasChanged();
        }
    }

    private Task MoreAsync()
    {
        _size = Math.Min(_size + Step, PageRequest.MaxSize);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Watch.ActivityAsync(await Circuit.GetAsync(_left.Token), Campaign, new PageRequest(1, _size), _left.Token);
        _error = read.Error;
        if (!read.Failed)
            _page = read.Value;
    }
}
