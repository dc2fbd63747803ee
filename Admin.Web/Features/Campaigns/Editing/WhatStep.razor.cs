using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class WhatStep : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignChoices? _choices;
    private WordingState? _state;
    private StepSaver? _saver;
    private bool _changed;
    private string? _mediaName;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>Something was saved; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignEditor Editor { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    private IReadOnlyList<NumberChoice> Sender => _state!.Number(_choices!) is { } number ? [number] : [];

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!MayChange)
            return;
        var (read, choices) = await Run.RunAsync(async () => await Editor.ChoicesAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (!read)
            return;
        (_choices, _state) = (choices, new WordingState(Campaign, choices!));
        _saver = new StepSaver(Run, SketchAsync, ReadAsync, Campaign.Stamp);
    }

    private Task ChooseAsync(ChangeEventArgs e)
    {
        (_mediaName, _changed) = (null, false);
        _state!.Choose(_choices!, e.Value?.ToString());
        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        await _saver!.SaveAsync();
        if (!_left.IsCancellationRequested)
            await Changed.InvokeAsync();
    }

    // A template may be changed or deleted while somebody writes: whoever saves looks at it anew.
    private async Task<Result<Guid>> SketchAsync(Guid stamp)
    {
        var actor = await Circuit.GetAsync();
        var choices = await Editor.ChoicesAsync(actor, CancellationToken.None);
        if (choices.Failed)
            return choices.Error;
        _choices = choices.Value;
        if (_state!.Refresh(_choices))
        {
            _changed = true;
            StateHasChanged();
        }

        var saved = await Editor.SketchAsync(actor, Campaign.Id, _state.ToSketch(), stamp, CancellationToken.None);
        if (!saved.Failed)
            _state.Keep(saved.Value);
        return saved.Map(c => c.Stamp);
    }

    private async Task<Result<Theirs>> ReadAsync()
    {
        var read = await Reader.GetAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None);
        return read.Map(theirs => new Theirs(
            theirs.Stamp,
            !_state!.IsSameMessage(theirs),
            EditingWords.List(Loc, _state.Differences(theirs)),
            () => _state.TakeHead(theirs),
            () => _state = new WordingState(theirs, _choices!)));
    }
}
