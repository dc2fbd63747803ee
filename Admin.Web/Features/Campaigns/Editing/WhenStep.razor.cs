using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class WhenStep
{
    private readonly PlanState _state = new();
    private PreparationView? _saved;

    [Inject]
    public required CampaignPreparations Preparations { get; set; }

    /// <summary>A start was only begun to be entered: nothing is wrong yet, and what is saved has none.</summary>
    private bool IsBegun => _state.LacksTime && _saved!.ScheduledAt is null;

    protected override async Task OnInitializedAsync()
    {
        if (!MayChange)
            return;
        var (read, saved) = await Run.RunAsync(async () => await Preparations.GetAsync(await Circuit.GetAsync(Left), Campaign.Id, Left));
        if (!read)
            return;
        _state.Show(saved!);
        (_saved, Saver) = (saved, new StepSaver(Run, SetAsync, ReadAsync, saved!.Stamp, () => _state.LacksTime));
    }

    private Task ScheduleAsync(bool isScheduled)
    {
        _state.IsScheduled = isScheduled;
        return IsBegun ? Task.CompletedTask : SaveAsync();
    }

    // Another time is another question.
    private Task RescheduleAsync()
    {
        _state.IsSecond = null;
        return IsBegun && Saver!.Error is null ? Task.CompletedTask : SaveAsync();
    }

    private Task MeanAsync(bool second)
    {
        _state.IsSecond = second;
        return SaveAsync();
    }

    private async Task<Result<Guid>> SetAsync(Guid stamp)
    {
        // Half a time would be saved as none.
        if (_state.LacksTime)
            return PreparationErrors.ScheduleIncomplete;
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
            EditingWords.List(Editing, Loc, _state.Differences(theirs)),
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
}
