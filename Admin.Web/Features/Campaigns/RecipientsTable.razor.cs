using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using MudBlazor;

namespace Admin.Web.Features.Campaigns;

/// <summary>Reads what is in view, and reads it again every few seconds while the counts move.</summary>
public sealed partial class RecipientsTable : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _left = new();
    private Virtualize<RecipientView>? _rows;
    private int? _total;
    private Error? _error;
    private RecipientCounts? _counts;
    private long _readAt;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter]
    public string? Status { get; set; }

    /// <summary>Only those with this reason.</summary>
    [Parameter]
    public string? Code { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required RecipientReader Recipients { get; set; }

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
    public required PersonClock Clock { get; set; }

    [Inject]
    public required TimeProvider Ticks { get; set; }

    private string EmptyText => Status is not null || Code is not null ? nameof(CampaignTexts.NoRecipients)
        : Campaign.Total > 0 ? nameof(CampaignTexts.FrozenLater) : nameof(CampaignTexts.NoRecipientsYet);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_counts is null || _counts == Campaign.Counts || Ticks.GetElapsedTime(_readAt) < Pause)
            return;
        await ReloadAsync();
    }

    private async ValueTask<ItemsProviderResult<RecipientView>> ReadAsync(ItemsProviderRequest request)
    {
        (_counts, _readAt) = (Campaign.Counts, Ticks.GetTimestamp());
        var state = SnakeCase.TryParse<RecipientState>(Status, out var parsed) ? parsed : (RecipientState?)null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(request.CancellationToken, _left.Token);
        var read = await Recipients.WindowAsync(await Circuit.GetAsync(either.Token), Campaign.Id, new RecipientFilter(state, Code), request.StartIndex, request.Count, either.Token);
        var total = read.Failed ? 0 : read.Value.Total;
        if (_error != read.Error || _total != total)
        {
            (_error, _total) = (read.Error, total);
            StateHasChanged();
        }

        return read.Failed ? new([], 0) : new(read.Value.Items, total);
    }

    private async Task ReloadAsync()
    {
        if (_rows is null)
            return;
        await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private async Task ShowAsync(RecipientView row)
    {
        var parameters = new DialogParameters<RecipientDialog> { { d => d.Campaign, Campaign.Id }, { d => d.Ordinal, row.Ordinal } };
        await Dialogs.ShowAsync<RecipientDialog>(null, parameters);
    }

    private async Task SendAgainAsync(RecipientView row)
    {
        if (await Dialogs.ConfirmAsync(Loc[nameof(CampaignTexts.SendAgainTitle)], Loc[nameof(CampaignTexts.SendAgainText), row.Phone], Loc[nameof(CampaignTexts.SendAgain)]))
            await SettleAsync(row, Settlement.SendAgain);
    }

    private async Task SettleAsync(RecipientView row, Settlement settlement)
    {
        if (await Run.RunAsync(async () => await Control.SettleAsync(await Circuit.GetAsync(), Campaign.Id, row.Ordinal, settlement, CancellationToken.None)))
            await ReloadAsync();
    }

    // The day is said only where it is not today.
    private string Time(DateTime? at)
    {
        if (at is not { } then)
            return Loc[nameof(CampaignTexts.Nothing)];
        var local = Clock.ToLocal(then);
        return local.ToString(local.Date == Clock.ToLocal(Clock.UtcNow).Date ? "T" : "G", CultureInfo.CurrentCulture);
    }

    private string To(params (string Name, string? Value)[] filters) => AdminUrls.With(AdminUrls.Campaign(Page.Slug, Campaign.Id.Value), [("view", "recipients"), .. filters]);

    private void Choose(ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["status"] = e.Value is string { Length: > 0 } chosen ? chosen : null, ["code"] = null }), replace: true);
}
