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
    private DateTime? _at;

    [Parameter, EditorRequired]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var at = Time.GetUtcNow().UtcDateTime;
        var read = await CampaignsInMotion.ReadAsync(Reader, await Circuit.GetAsync(_left.Token), _left.Token);
        _error = read.Error;
        if (!read.Failed)
            (_now, _at) = (read.Value, at);
    }

    private async Task TakeAsync(LiveSnapshot snapshot)
    {
        if (_now is null)
            return;
        if (_now.With((IReadOnlyList<CampaignView>)snapshot.Data) is { } moved)
            (_now, _at) = (moved, snapshot.At);
        else
            await LoadAsync();
    }

    private void Refuse(Error refusal) => (_error, _at) = (refusal, null);
}
