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
    private (CampaignId, long)? _last;
    private int _size = Step;

    [Parameter, EditorRequired]
    public required CampaignId Campaign { get; set; }

    [Inject]
    public required CampaignWatch Watch { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task TakeAsync(LiveSnapshot snapshot)
    {
        var detail = (CampaignDetail)snapshot.Data;
        if ((detail.Id, detail.LastActivity) == _last)
            return;
        _last = (detail.Id, detail.LastActivity);
        await LoadAsync();
    }

    private void Refuse(Error refusal) => _error = refusal;

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
