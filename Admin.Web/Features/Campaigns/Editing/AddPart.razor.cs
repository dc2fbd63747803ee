using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Contacts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class AddPart : IDisposable
{
    /// <summary>Long enough that whoever goes through a list with the arrow keys asks once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _left = new();
    private AudienceChoice _choice = new();
    private IReadOnlyList<string> _tags = [];
    private IReadOnlyList<EarlierChoice>? _earlier;
    private IReadOnlyList<FailureCount> _failures = [];
    private CancellationTokenSource? _counting;
    private int? _size;
    private Error? _error;

    [Parameter, EditorRequired]
    public required CampaignId Campaign { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ContactListName> Lists { get; set; }

    /// <summary>People came in.</summary>
    [Parameter]
    public EventCallback Added { get; set; }

    [Inject]
    public required CampaignAudience Audience { get; set; }

    [Inject]
    public required ContactReader Reader { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required PersonClock Clock { get; set; }

    [Inject]
    public required IStringLocalizer<ContactTexts> Contacts { get; set; }

    [Inject]
    public required IStringLocalizer<CampaignTexts> Words { get; set; }

    private AudienceWords Say => new(Loc, Contacts, Words, Clock);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        _counting?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var tags = await Reader.TagsAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        _tags = tags.Failed ? [] : tags.Value;
        await CountAsync();
    }

    private Task ChooseAsync(AudienceChoice choice)
    {
        _choice = choice;
        return CountAsync();
    }

    private async Task ChooseEarlierAsync()
    {
        await ChooseAsync(new AudienceChoice { IsEarlier = true });
        if (_earlier is not null)
            return;
        var (read, choices) = await Run.RunAsync(async () => await Audience.EarlierAsync(await Circuit.GetAsync(_left.Token), Campaign, _left.Token));
        if (read)
            _earlier = choices!.Campaigns;
    }

    private async Task ChooseCampaignAsync(ChangeEventArgs e)
    {
        _choice = _choice with { Campaign = Guid.TryParse(Chosen(e), out var id) ? id : null, Code = null };
        await Task.WhenAll(FailuresAsync(), CountAsync());
    }

    private async Task ChooseOutcomeAsync(ChangeEventArgs e)
    {
        _choice = _choice with { Outcome = SnakeCase.TryParse<CampaignOutcome>(Chosen(e), out var outcome) ? outcome : null, Code = null };
        await Task.WhenAll(FailuresAsync(), CountAsync());
    }

    private async Task FailuresAsync()
    {
        _failures = [];
        if (_choice is not { Campaign: { } campaign, Outcome: CampaignOutcome.Failed })
            return;
        var read = await Audience.FailuresAsync(await Circuit.GetAsync(_left.Token), new CampaignId(campaign), _left.Token);
        if (!read.Failed && _choice.Campaign == campaign)
            _failures = read.Value.Codes;
    }

    // A later choice is counted instead of this one.
    private async Task CountAsync()
    {
        (_size, _error) = (null, null);
        _counting?.Cancel();
        _counting?.Dispose();
        _counting = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        var ct = _counting.Token;
        if (!_choice.IsComplete)
            return;
        try
        {
            await Task.Delay(Pause, Time, ct);
            var size = await Audience.SizeAsync(await Circuit.GetAsync(ct), Draft, ct);
            if (!ct.IsCancellationRequested)
                (_size, _error) = (size.Failed ? null : size.Value, size.Error);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Another choice was made meanwhile, or the page was left.
        }
    }

    private async Task AddAsync()
    {
        var (added, _) = await Run.RunAsync(async () => await Audience.AddAsync(await Circuit.GetAsync(_left.Token), Campaign, Draft, _left.Token));
        if (added)
            await Added.InvokeAsync();
    }

    private AudiencePartDraft Draft => _choice.ToDraft(Clock.StartOf);

    private static string? Chosen(ChangeEventArgs e) => e.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static ConsentState? Consent(ChangeEventArgs e) => SnakeCase.TryParse<ConsentState>(Chosen(e), out var state) ? state : null;

    private static string Named(ConsentState? state) => state is { } known ? SnakeCase.Of(known) : "";
}
