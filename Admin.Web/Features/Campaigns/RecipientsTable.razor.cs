using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

/// <summary>Reads its page anew when the filter changes, and every other second while the counts move.</summary>
public sealed partial class RecipientsTable : IDisposable
{
    private const int Size = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _left = new();
    private Page<RecipientView>? _page;
    private Error? _error;
    private (string? Status, int Number, RecipientCounts? Counts) _read;
    private long _readAt;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter]
    public string? Status { get; set; }

    [Parameter]
    public int Number { get; set; } = 1;

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CampaignControl Control { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private int Pages => Math.Max(1, ((_page?.Total ?? 0) + Size - 1) / Size);

    private string EmptyText => Status is not null ? nameof(CampaignTexts.NoRecipients)
        : Campaign.Total > 0 ? nameof(CampaignTexts.FrozenLater) : nameof(CampaignTexts.NoRecipientsYet);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var sameView = _read.Status == Status && _read.Number == Number;
        if (sameView && (_read.Counts == Campaign.Counts || (Campaign.IsMoving && Time.GetElapsedTime(_readAt) < Pause)))
            return;
        _read = (Status, Number, Campaign.Counts);
        _readAt = Time.GetTimestamp();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var state = SnakeCase.TryParse<RecipientState>(Status, out var parsed) ? parsed : (RecipientState?)null;
        var read = await Reader.RecipientsAsync(await Circuit.GetAsync(_left.Token), Campaign.Id, new RecipientFilter(state), new PageRequest(Number, Size), _left.Token);
        _error = read.Error;
        _page = read.Failed ? null : read.Value;
    }

    private async Task SendAgainAsync(RecipientView row)
    {
        if (await Dialogs.ConfirmAsync(Loc[nameof(CampaignTexts.SendAgainTitle)], Loc[nameof(CampaignTexts.SendAgainText), row.Phone], Loc[nameof(CampaignTexts.SendAgain)]))
            await SettleAsync(row, Settlement.SendAgain);
    }

    private async Task SettleAsync(RecipientView row, Settlement settlement)
    {
        if (await Run.RunAsync(async () => await Control.SettleAsync(await Circuit.GetAsync(), Campaign.Id, row.Ordinal, settlement, CancellationToken.None)))
            await LoadAsync();
    }

    private string To(int number) => Navigation.GetUriWithQueryParameter("page", number);

    private void Choose(ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["status"] = e.Value is string { Length: > 0 } chosen ? chosen : null, ["page"] = null }), replace: true);
}
