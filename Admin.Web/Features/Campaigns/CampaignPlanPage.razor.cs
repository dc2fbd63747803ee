using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

public sealed partial class CampaignPlanPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly PlanState _state = new();
    private PreparationView? _saved;
    private PreparationView? _conflict;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignPreparations Preparations { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private bool MayChange => Page.May(Permissions.Campaigns.Prepare);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (await ReadAsync() is { } saved)
        {
            _saved = saved;
            _state.Show(saved);
        }
    }

    private async Task<PreparationView?> ReadAsync() =>
        (await Run.RunAsync(async () => await Preparations.GetAsync(await Circuit.GetAsync(_left.Token), new CampaignId(Id), _left.Token))).Value;

    private async Task SaveAsync()
    {
        var (saved, view) = await Run.RunAsync(
            async () => await Preparations.SetAsync(await Circuit.GetAsync(_left.Token), new CampaignId(Id), _state.ToDraft(), _saved!.Stamp, _left.Token),
            Loc[nameof(PlanTexts.Saved_done)]);
        if (saved)
        {
            _saved = view;
            Navigation.NavigateTo(AdminUrls.Campaign(Page.Slug, Id));
        }
        else if (Run.Error?.Code == CampaignErrors.ChangedMeanwhile.Code)
        {
            _conflict = await ReadAsync();
        }
    }

    private void TakeTheirs()
    {
        (_saved, _conflict) = (_conflict, null);
        _state.Show(_saved!);
        Run.Clear();
    }

    private Task SaveMineAsync()
    {
        (_saved, _conflict) = (_conflict, null);
        return SaveAsync();
    }

    // Another time is another question.
    private void Reconsider()
    {
        _state.IsSecond = null;
        Run.Clear();
    }

    private string Differences(PreparationView theirs) =>
        _state.Differences(theirs) is { Count: > 0 } fields ? string.Join(", ", fields.Select(f => Loc[f].Value)) : Loc[nameof(PlanTexts.ConflictNothing)];

    private string? Invalid(string field) => Run.Error is { } error && (error.Field == field || error.Others.Any(o => o.Field == field)) ? "true" : null;
}
