using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Tests.Web.Components;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Campaigns.Editing;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns.Editing;

/// <summary>How a step is saved while somebody writes: one save at a time, nothing lost, nobody overwritten unasked.</summary>
public sealed class StepSaverTests : ComponentContext
{
    private static readonly Error Invalid = CampaignErrors.NameInvalid;

    private readonly Guid _first = Guid.CreateVersion7();
    private readonly List<Guid> _over = [];
    private readonly Queue<Task<Result<Guid>>> _answers = [];
    private Theirs? _theirs;
    private int _restTaken;
    private int _allTaken;

    [Fact]
    public async Task Save_WhileOneIsUnderWay_IsDoneOnceMoreOverTheNewStamp()
    {
        var saver = Saver();
        var (slow, second) = (new TaskCompletionSource<Result<Guid>>(), Guid.CreateVersion7());
        _answers.Enqueue(slow.Task);
        Answer(Guid.CreateVersion7());

        var saving = Task.WhenAll(saver.SaveAsync(), saver.SaveAsync(), saver.SaveAsync());
        Assert.Equal(SaveStanding.Saving, saver.Standing);
        slow.SetResult(second);
        await saving;

        Assert.Equal([_first, second], _over);
        Assert.Equal(SaveStanding.Saved, saver.Standing);
    }

    [Fact]
    public async Task Save_Refused_SaysWhyUntilItSucceeds()
    {
        var saver = Saver();
        Refuse(Invalid);
        await saver.SaveAsync();
        Assert.Equal((SaveStanding.Refused, Invalid.Code, true), (saver.Standing, saver.Error!.Code, saver.IsUnsaved));

        Answer(Guid.CreateVersion7());
        await saver.SaveAsync();

        Assert.Null(saver.Error);
        Assert.Equal((SaveStanding.Saved, false), (saver.Standing, saver.IsUnsaved));
    }

    [Fact]
    public async Task Save_SomebodyElseChangedAnotherStep_IsDoneOverTheirs()
    {
        var saver = Saver();
        _theirs = Their(isOfStep: false);
        Refuse(CampaignErrors.ChangedMeanwhile);
        Answer(Guid.CreateVersion7());

        await saver.SaveAsync();

        Assert.Equal([_first, _theirs.Stamp], _over);
        Assert.Equal((SaveStanding.Saved, 1, 0), (saver.Standing, _restTaken, _allTaken));
    }

    [Fact]
    public async Task Save_SomebodyElseChangedThisStep_AsksAndSavesNothingUntilDecided()
    {
        var saver = Saver();
        _theirs = Their(isOfStep: true);
        Refuse(CampaignErrors.ChangedMeanwhile);
        await saver.SaveAsync();

        await saver.SaveAsync();
        Assert.Equal((SaveStanding.Conflict, true, 1), (saver.Standing, saver.IsUnsaved, _over.Count));
        Answer(Guid.CreateVersion7());
        await saver.SaveMineAsync();

        Assert.Equal([_first, _theirs.Stamp], _over);
        Assert.Null(saver.Theirs);
        Assert.Equal((SaveStanding.Saved, 0), (saver.Standing, _allTaken));
    }

    [Fact]
    public async Task TakeTheirs_AfterAConflict_IsWhatTheNextSaveGoesOver()
    {
        var saver = Saver();
        _theirs = Their(isOfStep: true);
        Refuse(CampaignErrors.ChangedMeanwhile);
        await saver.SaveAsync();

        saver.TakeTheirs();
        Answer(Guid.CreateVersion7());
        await saver.SaveAsync();

        Assert.Equal(1, _allTaken);
        Assert.Equal([_first, _theirs.Stamp], _over);
    }

    private StepSaver Saver() => new(
        Services.GetRequiredService<ActionRunner>(),
        stamp =>
        {
            _over.Add(stamp);
            return _answers.Dequeue();
        },
        () => Task.FromResult<Result<Theirs>>(_theirs!),
        _first);

    private void Answer(Guid stamp) => _answers.Enqueue(Task.FromResult<Result<Guid>>(stamp));

    private void Refuse(Error error) => _answers.Enqueue(Task.FromResult<Result<Guid>>(error));

    private Theirs Their(bool isOfStep) => new(Guid.CreateVersion7(), isOfStep, "name", () => _restTaken++, () => _allTaken++);
}
