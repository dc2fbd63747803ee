using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Contacts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class AudienceCard : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private AudienceView? _audience;
    private IReadOnlyList<ContactListName>? _lists;
    private (Guid, int)? _read;
    private Error? _error;
    private AudiencePartView? _removed;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    [Parameter, EditorRequired]
    public required bool MayChange { get; set; }

    /// <summary>People came in or were taken out.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignAudience Audience { get; set; }

    [Inject]
    public required ContactLists Lists { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required IStringLocalizer<ContactTexts> Contacts { get; set; }

    [Inject]
    public required IStringLocalizer<CampaignTexts> Words { get; set; }

    [Inject]
    public required PersonClock Clock { get; set; }

    private AudienceWords Say => new(Loc, Contacts, Words, Clock);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!MayChange)
            return;
        var names = await Lists.NamesAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        (_lists, _error) = (names.Failed ? [] : names.Value, names.Error);
    }

    // Read when the campaign changes, not with every tick.
    protected override Task OnParametersSetAsync()
    {
        if (_read == (Campaign.Stamp, Campaign.Total))
            return Task.CompletedTask;
        _read = (Campaign.Stamp, Campaign.Total);
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        var read = await Audience.GetAsync(await Circuit.GetAsync(_left.Token), Campaign.Id, _left.Token);
        _error = read.Error;
        if (!read.Failed)
            _audience = read.Value;
    }

    // The page reads the campaign anew, and what changed of it makes this card read its people.
    private async Task ChangedAsync()
    {
        (_removed, _read) = (null, null);
        await Changed.InvokeAsync();
        if (_read is null)
            await ReadAsync();
    }

    private async Task RemoveAsync(AudiencePartView part)
    {
        if (!await Run.RunAsync(async () => await Audience.RemoveAsync(await Circuit.GetAsync(_left.Token), Campaign.Id, part.Id, _left.Token)))
            return;
        await ChangedAsync();
        _removed = part;
    }

    private async Task UndoAsync()
    {
        var draft = new AudiencePartDraft(_removed!.Contacts, _removed.Earlier);
        var (added, _) = await Run.RunAsync(async () => await Audience.AddAsync(await Circuit.GetAsync(_left.Token), Campaign.Id, draft, _left.Token));
        if (added)
            await ChangedAsync();
    }

    // The rows of a file are not kept anywhere else: nothing brings them back.
    private async Task ClearFilesAsync()
    {
        var text = Loc[nameof(EditingTexts.ClearFilesText), _audience!.FromFiles.ToString("N0", CultureInfo.CurrentCulture)];
        if (await Dialogs.ConfirmAsync(Loc[nameof(EditingTexts.ClearFilesTitle)], text, Loc[nameof(EditingTexts.Remove)])
            && await Run.RunAsync(async () => await Audience.ClearFilesAsync(await Circuit.GetAsync(_left.Token), Campaign.Id, _left.Token)))
            await ChangedAsync();
    }
}
