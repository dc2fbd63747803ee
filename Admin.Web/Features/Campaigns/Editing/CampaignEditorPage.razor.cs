using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>A campaign before its start, step by step. Each step saves what it holds by itself; this page says how far all of them are.</summary>
public sealed partial class CampaignEditorPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignView? _campaign;
    private Error? _error;
    private IReadOnlyList<Error>? _faults;
    private (Guid Stamp, int Total)? _checked;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Name of the step; the first where there is none of it.</summary>
    [Parameter]
    public string? Step { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CampaignPreflight Preflight { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    private EditorStep Current => EditorSteps.Parse(Step);

    private bool MayChange => Page.May(Permissions.Campaigns.Prepare);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private Task TakeAsync(LiveSnapshot snapshot) => ShowAsync((CampaignView)snapshot.Data);

    private void Refuse(Error refusal) =>
        _error = refusal.Code == LiveErrors.TopicNotFound.Code ? CampaignErrors.NotFound : refusal;

    // After a save, a moment before the live topic would tell it.
    private async Task ReloadAsync()
    {
        var read = await Reader.GetAsync(await Circuit.GetAsync(_left.Token), new CampaignId(Id), _left.Token);
        if (!read.Failed)
            await ShowAsync(read.Value);
    }

    // Looked at when the campaign changes, not with every tick.
    private async Task ShowAsync(CampaignView campaign)
    {
        (_campaign, _error) = (campaign, null);
        if (!campaign.IsPrepared || _checked == (campaign.Stamp, campaign.Total))
            return;
        _checked = (campaign.Stamp, campaign.Total);
        var found = await Preflight.FaultsAsync(await Circuit.GetAsync(_left.Token), campaign.Id, _left.Token);
        if (_checked != (campaign.Stamp, campaign.Total))
            return;
        // What could not be looked at is looked at again with the next tick.
        if (found.Failed)
            _checked = null;
        else
            _faults = found.Value.Faults;
    }
}
