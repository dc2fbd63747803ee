using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Web.Components.Layout;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>One campaign, live: every number on it is of one snapshot.</summary>
public sealed partial class CampaignPage : IDisposable
{
    private const string RecipientsView = "recipients";
    private const string ActivityView = "activity";

    private static readonly (string? Name, string Text)[] Views = [(null, nameof(WatchTexts.Overview)), (RecipientsView, nameof(WatchTexts.Recipients)), (ActivityView, nameof(WatchTexts.Activity))];

    private readonly CancellationTokenSource _left = new();
    private CampaignView? _campaign;
    private Error? _error;
    private DateTime? _at;

    [Parameter]
    public required string Organization { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Which part is shown below the numbers; null: the overview.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? View { get; set; }

    /// <summary>Filter of the recipients.</summary>
    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    /// <inheritdoc cref="Status"/>
    [SupplyParameterFromQuery(Name = "code")]
    public string? Code { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignReader Reader { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private bool IsPrepared => _campaign is { IsPrepared: true };

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private void Take(LiveSnapshot snapshot) => (_campaign, _at, _error) = ((CampaignView)snapshot.Data, snapshot.At, null);

    private void Refuse(Error refusal) =>
        (_error, _at) = (refusal.Code == LiveErrors.TopicNotFound.Code ? CampaignErrors.NotFound : refusal, null);

    // After an act, a moment before the live topic would tell it.
    private async Task ReloadAsync()
    {
        var at = Time.GetUtcNow().UtcDateTime;
        var read = await Reader.GetAsync(await Circuit.GetAsync(_left.Token), new CampaignId(Id), _left.Token);
        if (!read.Failed)
            (_campaign, _at) = (read.Value, at);
    }
}
