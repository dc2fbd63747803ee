using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Home;

/// <summary>The campaigns that run or wait for a person, as they stand this moment.</summary>
public sealed partial class CampaignsNow : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignsInMotion? _now;
    private Error? _error;
    private LiveSubscription? _live;

    [Parameter, EditorRequired]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required LiveBroker Broker { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required LiveStatus Live { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _live?.Dispose();
        Live.Stop();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (_error is not null)
            return;
        var watched = await Broker.WatchAsync(await Circuit.GetAsync(_left.Token), CampaignTopics.All, () => InvokeAsync(TakeLiveAsync), _left.Token);
        if (watched.Failed)
        {
            _error = watched.Error;
            return;
        }

        _live = watched.Value;
        // The page may have been left while the subscription was being made; nobody else would end it then.
        if (_left.IsCancellationRequested)
            _live.Dispose();
    }

    private async Task LoadAsync()
    {
        var read = await CampaignsInMotion.ReadAsync(Reader, await Circuit.GetAsync(_left.Token), _left.Token);
        _error = read.Error;
        if (!read.Failed)
            _now = read.Value;
    }

    private async Task TakeLiveAsync()
    {
        if (_left.IsCancellationRequested || _now is null || _live?.Snapshot is not { Data: IReadOnlyList<CampaignView> newest } snapshot)
            return;
        if (_now.With(newest) is { } moved)
            _now = moved;
        else
            await LoadAsync();
        Live.Show(snapshot.At);
        StateHasChanged();
    }
}
