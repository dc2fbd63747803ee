using System.Globalization;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Api;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Organizations;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretExportDialog : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ElementReference _root;
    private IJSObjectReference? _module;
    private SecretExportChoice _choice = SecretExportChoice.All[0];
    private string? _reason;
    private int? _leftOut;

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
    public required IStringLocalizer<SecretManyTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The ticked ones; null: all that match <see cref="Filter"/>.</summary>
    [Parameter]
    public IReadOnlyList<SecretId>? Ids { get; set; }

    [Parameter]
    public SecretFilter Filter { get; set; } = new();

    private bool MayReveal { get; set; }

    private string Title => Ids is null
        ? Loc[nameof(SecretManyTexts.ExportTitle)]
        : Ids.Count == 1 ? Loc[nameof(SecretManyTexts.ExportTitleOne)] : Loc[nameof(SecretManyTexts.ExportTitleMany), Ids.Count.ToString("N0", CultureInfo.CurrentCulture)];

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    protected override async Task OnInitializedAsync() =>
        MayReveal = (await Access.GrantAsync(await Circuit.GetAsync(_left.Token), _left.Token)).Allows(Permissions.Secrets.Reveal);

    private async Task ExportAsync()
    {
        _leftOut = null;
        var actor = await Circuit.GetAsync(_left.Token);
        var (done, leftOut) = await Runner.RunAsync(() => Dialogs.ConfirmedAsync(StepUp, actor, () => DownloadAsync(actor), _left.Token));
        if (done)
            _leftOut = leftOut;
    }

    private async Task<Result<int>> DownloadAsync(Actor actor)
    {
        // Asked here before the browser is sent: it would write the refusal to its console as an error.
        if (_choice.Values && await Access.RequireConfirmationAsync(actor, _left.Token) is { Failed: true } unconfirmed)
            return unconfirmed.Error!;
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/download.js");
        var body = new SecretExportBody(_choice.Format)
        {
            Values = _choice.Values,
            Ids = Ids?.Select(i => i.Value).ToList(),
            Text = Filter.Text,
            Kind = Filter.Kind,
            Provider = Filter.Provider,
            Tag = Filter.Tag,
            ChatbotId = Filter.ChatbotId,
            Expiry = Filter.Expiry,
        };
        var answer = await _module.InvokeAsync<Answer>(
            "download", _left.Token, _root, $"{ApiRoutes.Prefix}/secrets/export", actor.Organization.ToString(), JsonSerializer.Serialize(body, ApiJson.Options), _choice.Values ? _reason?.Trim() : null);
        return answer.Status == StatusCodes.Status200OK ? answer.LeftOut : ProblemReader.Read(answer.Status, answer.Body);
    }

    private sealed record Answer(int Status, string Body, int LeftOut);
}
