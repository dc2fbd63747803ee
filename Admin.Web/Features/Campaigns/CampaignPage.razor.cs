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
    private const string RecipientsView = "recipients";
    private const string ActivityView = "activity";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly (string? Name, string Text)[] Views = [(null, nameof(WatchTexts.Overview)), (RecipientsView, nameof(WatchTexts.Recipients)), (ActivityView, nameof(WatchTexts.Activity))];

    private readonly CancellationTokenSource _left = new();
    private CampaignView? _campaign;
    private Error? _error;
    private LiveSubscription? _live;
    private Guid _watched;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Which part is shown below the numbers; null: the overview.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    /// <summary>Filter of the recipients.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <inheritdoc cref="Status"/>
    [SupplyParameterFromQuery(Name = "code")]
    public string? Code { get; set; }

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

    private bool IsPrepared => _campaign?.Status is CampaignStatus.Draft or CampaignStatus.Scheduled;

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
        // The page may have been left while the subscription was being made; nobody else would end it then.
        if (_left.IsCancellationRequested)
            _live.Dispose();
        else
            TakeLive();
    }

    private void TakeLive()
    {
        if (_live is null || _left.IsCancellationRequested)
            return;
        if (_live.Refusal is { } refusal)
            _error = refusal;
        else if (_live.Snapshot is { Data: CampaignView view } snapshot)
        {
            _campaign = view;
            Live.Show(snapshot.At, Fresh);
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
