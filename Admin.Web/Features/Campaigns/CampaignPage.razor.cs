using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>One campaign, live: every number on it is of one snapshot.</summary>
public sealed partial class CampaignPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignView? _campaign;
    private Error? _error;
    private LiveSubscription? _live;
    private Guid _watched;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? RecipientPage { get; set; }

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

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _live?.Dispose();
        Live.Stop();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_watched == Id)
            return;
        _watched = Id;
        _live?.Dispose();
        _live = null;
        var watched = await Broker.WatchAsync(await Circuit.GetAsync(_left.Token), CampaignTopics.Of(new CampaignId(Id)), () => InvokeAsync(TakeLive), _left.Token);
        if (watched.Failed)
        {
            _error = watched.Error.Code == LiveErrors.TopicNotFound.Code ? CampaignErrors.NotFound : watched.Error;
            return;
        }

        _live = watched.Value;
        TakeLive();
    }

    private void TakeLive()
    {
        if (_live is null)
            return;
        if (_live.Refusal is { } refusal)
            _error = refusal;
        else if (_live.Snapshot is { Data: CampaignView view } snapshot)
        {
            _campaign = view;
            Live.Show(snapshot.At);
        }

        StateHasChanged();
    }

    private Task TakeAsync(CampaignView view)
    {
        _campaign = view;
        return Task.CompletedTask;
    }

    private async Task ReloadAsync()
    {
        var read = await Reader.GetAsync(await Circuit.GetAsync(_left.Token), new CampaignId(Id), _left.Token);
        if (!read.Failed)
            _campaign = read.Value;
    }
}
