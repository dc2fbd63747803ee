using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class WhoStep : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private CampaignChoices? _choices;
    private WordingState? _state;
    private StepSaver? _saver;
    private string? _dropped;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>Something was saved; the live topic would tell it a moment later.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    public required CampaignEditor Editor { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

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
        if (!MayChange)
            return;
        var (read, choices) = await Run.RunAsync(async () => await Editor.ChoicesAsync(await Circuit.GetAsync(_left.Token), _left.Token));
        if (!read)
            return;
        (_choices, _state) = (choices, new WordingState(Campaign, choices!));
        _saver = new StepSaver(Run, SketchAsync, ReadAsync, Campaign.Stamp);
    }

    private Task ChooseNumberAsync(ChangeEventArgs e)
    {
        var had = _state!.TemplateKey;
        _state.ChooseNumber(_choices!, e.Value?.ToString());
        _dropped = had.Length > 0 && _state.TemplateKey.Length == 0 ? had : null;
        return SaveAsync();
    }

    private async Task SaveAsync()
    {
        await _saver!.SaveAsync();
        if (!_left.IsCancellationRequested)
            await Changed.InvokeAsync();
    }

    private async Task<Result<Guid>> SketchAsync(Guid stamp)
    {
        var saved = await Editor.SketchAsync(await Circuit.GetAsync(), Campaign.Id, _state!.ToSketch(), stamp, CancellationToken.None);
        if (!saved.Failed)
            _state.Keep(saved.Value);
        return saved.Map(c => c.Stamp);
    }

    private async Task<Result<Theirs>> ReadAsync()
    {
        var read = await Reader.GetAsync(await Circuit.GetAsync(), Campaign.Id, CancellationToken.None);
        return read.Map(theirs => new Theirs(
            theirs.Stamp,
            !_state!.IsSameHead(theirs),
            EditingWords.List(Loc, _state.Differences(theirs)),
            () => _state.TakeMessage(theirs, _choices!),
            () => _state = new WordingState(theirs, _choices!)));
    }
}
