using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.PersonalData;
using Admin.Web.Api;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Admin.Web.Features.PersonalData;

public sealed partial class PersonFinder : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ElementReference _root;
    private IJSObjectReference? _module;
    private string? _phone;
    private PersonFound? _found;
    private ErasureView? _erasure;
    private bool _exported;

    [Inject]
    public required PersonDesk Desk { get; init; }

    [Inject]
    public required Access Access { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required IJSRuntime Js { get; init; }

    [Inject]
    public required PersonClock Clock { get; init; }

    [Inject]
    public required IStringLocalizer<PersonalDataTexts> Loc { get; init; }

    /// <summary>Somebody was erased, wholly or in part.</summary>
    [Parameter]
    public EventCallback Erased { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    private async Task FindAsync()
    {
        (_found, _erasure, _exported) = (null, null, false);
        var (done, found) = await Runner.RunAsync(async () => await Desk.FindAsync(await Circuit.GetAsync(_left.Token), _phone, _left.Token));
        if (done)
            _found = found;
    }

    private async Task ExportAsync()
    {
        _exported = false;
        if (_found is not { } found)
            return;
        if (await Dialogs.ConfirmWithReasonAsync(Loc[nameof(PersonalDataTexts.ExportTitle), found.Phone], Loc[nameof(PersonalDataTexts.ExportText)], Loc[nameof(PersonalDataTexts.ExportDo)], harmless: true) is not { } reason)
            return;
        var actor = await Circuit.GetAsync(_left.Token);
        _exported = await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => DownloadAsync(actor, found.Phone, reason), _left.Token));
    }

    private async Task EraseAsync()
    {
        if (_found is not { } found)
            return;
        if (await Dialogs.ConfirmWithReasonAsync(Loc[nameof(PersonalDataTexts.EraseTitle), found.Phone], Loc[nameof(PersonalDataTexts.EraseText)], Loc[nameof(PersonalDataTexts.EraseDo)], typedWord: found.Phone[^4..]) is not { } reason)
            return;
        var actor = await Circuit.GetAsync(_left.Token) with { Reason = reason };
        var (done, erasure) = await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => Desk.EraseAsync(actor, found.Phone, _left.Token), _left.Token));
        if (!done)
            return;
        (_found, _erasure, _exported) = (null, erasure, false);
        await Erased.InvokeAsync();
    }

    // The file goes from the server to the browser's downloads; what is in it passes through no component.
    private async Task<Result> DownloadAsync(Actor actor, string phone, string reason)
    {
        // Asked here before the browser is sent: it would write the refusal to its console as an error.
        if (await Access.RequireConfirmationAsync(actor, _left.Token) is { Failed: true } unconfirmed)
            return unconfirmed;
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/download.js");
        var answer = await _module.InvokeAsync<Answer>(
            "download", _left.Token, _root, $"{ApiRoutes.Prefix}/personal-data/export", actor.Organization.ToString(), JsonSerializer.Serialize(new PersonBody(phone), ApiJson.Options), reason.Trim());
        return answer.Status == StatusCodes.Status200OK ? Result.Ok : ProblemReader.Read(answer.Status, answer.Body);
    }

    private sealed record Answer(int Status, string Body);
}
