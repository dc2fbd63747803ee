using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class WhenStep : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly PlanState _state = new();
    private PreparationView? _saved;
    private StepSaver? _saver;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>Something was saved; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    public required CampaignPreparations Preparations { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var (read, saved) = await Run.RunAsync(async () => await Preparations.GetAsync(await Circuit.GetAsync(_left.Token), Campaign.Id, _left.Token));
        if (!read)
            return;
        _state.Show(saved!);
        (_saved, _saver) = (saved, new StepSaver(Run, SetAsync, ReadAsync, saved!.Stamp));
    }

    private Task ScheduleAsync(bool isScheduled)
    {
        _state.IsScheduled = isScheduled;
        return SaveAsync();
    }

    // Another time is another question.
    private Task RescheduleAsync()
    {
        _state.IsSecond = null;
        return SaveAsync();
    }

    private Task MeanAsync(bool second)
    {
        _state.IsSecond = second;
        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        await _saver!.SaveAsync();
        if (!_left.IsCancellationRequested)
            await Changed.InvokeAsync();
    }

    private async Task<Result<Guid>> SetAsync(Guid stamp)
    {
        var set = await Preparations.SetAsync(await Circuit.GetAsync(), Campaign.Id, _state.ToDraft(), stamp, CancellationToken.None);
        if (!set.Failed)
            _saved = set.Value;
        return set.Map(p => p.Stamp);
    }

    private async Task<Result<Theirs>> ReadAsync()
    {
        var read = await Preparations.GetAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None);
        return read.Map(theirs => new Theirs(
            theirs.Stamp,
            !PlanState.IsSame(_saved!, theirs),
            Differences(theirs),
            () =>
            {
                _saved = theirs;
                _state.Rename(theirs);
            },
            () =>
            {
                _saved = theirs;
                _state.Show(theirs);
            }));
    }

    private string Differences(PreparationView theirs) =>
        _state.Differences(theirs) is { Count: > 0 } fields ? string.Join(", ", fields.Select(f => Loc[f].Value)) : Editing[nameof(EditingTexts.NothingHere)];
}
