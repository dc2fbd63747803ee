using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>A step that holds a part of a campaign's wording: its head, or its message. What is of the other step is taken over.</summary>
public abstract class WordingStep : SavingStep
{
    [Inject]
    public required CampaignEditor Editor { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required IStringLocalizer<EditingTexts> Loc { get; set; }

    /// <summary>Null until they have been read.</summary>
    protected CampaignChoices? Choices { get; set; }

    /// <inheritdoc cref="Choices"/>
    protected WordingState? State { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        if (!MayChange)
            return;
        var (read, choices) = await Run.RunAsync(async () => await Editor.ChoicesAsync(await Circuit.GetAsync(Left), Left));
        if (!read)
            return;
        (Choices, State) = (choices, new WordingState(Campaign, choices!));
        Saver = new StepSaver(Run, SketchAsync, ReadAsync, Campaign.Stamp);
    }

    /// <summary>Saves all of the wording over what has this stamp.</summary>
    protected virtual async Task<Result<Guid>> SketchAsync(Guid stamp)
    {
        var saved = await Editor.SketchAsync(await Circuit.GetAsync(), Campaign.Id, State!.ToSketch(), stamp, CancellationToken.None);
        if (!saved.Failed)
            State.Keep(saved.Value);
        return saved.Map(c => c.Stamp);
    }

    /// <summary>Whether what somebody else saved is the same in what this step holds.</summary>
    protected abstract bool IsSame(CampaignView theirs);

    /// <summary>Takes over what this step does not hold.</summary>
    protected abstract void TakeRest(CampaignView theirs);

    private async Task<Result<Theirs>> ReadAsync()
    {
        var read = await Reader.GetAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None);
        return read.Map(theirs => new Theirs(
            theirs.Stamp,
            !IsSame(theirs),
            EditingWords.List(Loc, State!.Differences(theirs)),
            () => TakeRest(theirs),
            () => State.TakeAll(theirs, Choices!)));
    }
}
