using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

public sealed partial class RevealDialog : IAsyncDisposable
{
    /// <summary>How long a value is shown.</summary>
    public const int ShownSeconds = 30;

    /// <summary>How long a copied value stays in the clipboard, where the browser lets it be cleared.</summary>
    public const int CopiedSeconds = 30;

    private readonly CancellationTokenSource _left = new();
    private ElementReference _field;
    private IJSObjectReference? _module;
    private ITimer? _timer;
    private string? _reason;
    private bool _shown;
    private bool _hidden;
    private string? _clipboard;
    private int _copiedSecondsLeft;
    private int _secondsLeft;

    [Inject]
    public required SecretService Service { get; init; }

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
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required SecretView Secret { get; set; }

    [Parameter]
    public SecretWanted Which { get; set; }

    /// <summary>The number of the version that is shown.</summary>
    [Parameter]
    public int Number { get; set; } = 1;

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        _timer?.Dispose();
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Secrets/RevealDialog.razor.js");
    }

    private async Task RevealAsync()
    {
        var (succeeded, revealed) = await Runner.RunAsync(AskAsync);
        if (!succeeded || revealed is null)
            return;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(revealed.Value.GetText()));
        using var stream = new DotNetStreamReference(content);
        await _module!.InvokeVoidAsync("show", _left.Token, _field, stream, ShownSeconds);
        (_shown, _hidden, _secondsLeft) = (true, false, ShownSeconds);
        _timer?.Dispose();
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Asks for the value; a person whose sign-in is older than five minutes confirms who they are in between.</summary>
    private async Task<Result<RevealedSecret>> AskAsync()
    {
        var actor = (await Circuit.GetAsync(_left.Token)) with { Reason = _reason?.Trim() };
        var revealed = await Service.RevealAsync(actor, Secret.Id, Which, _left.Token);
        if (revealed.Error != AccessErrors.ReauthenticationRequired)
            return revealed;
        return await Dialogs.StepUpAsync(proof => StepUp.ConfirmAsync(actor, proof.Password, proof.Otp, _left.Token))
            ? await Service.RevealAsync(actor, Secret.Id, Which, _left.Token)
            : revealed;
    }

    private async Task TickAsync()
    {
        if (_shown && --_secondsLeft <= 0)
            await HideAsync();
        if (_copiedSecondsLeft > 0 && --_copiedSecondsLeft == 0)
            await ClearAsync();
        if (!_shown && _copiedSecondsLeft == 0)
            _timer?.Dispose();
        StateHasChanged();
    }

    private async Task HideAsync()
    {
        (_shown, _hidden) = (false, true);
        await _module!.InvokeVoidAsync("hide", _left.Token, _field);
    }

    /// <summary>The page itself clears the clipboard in time, also when this dialog is closed by then.</summary>
    private async Task CopyAsync()
    {
        var copied = await _module!.InvokeAsync<bool>("copy", _left.Token, _field, CopiedSeconds);
        _clipboard = copied ? nameof(SecretTexts.CopiedNote) : nameof(SecretTexts.CopyRefused);
        _copiedSecondsLeft = copied ? CopiedSeconds : 0;
    }

    private async Task ClearAsync()
    {
        _copiedSecondsLeft = 0;
        _clipboard = await _module!.InvokeAsync<string>("clear", _left.Token) switch
        {
            "cleared" => nameof(SecretTexts.ClipboardCleared),
            "other" => nameof(SecretTexts.ClipboardOther),
            _ => nameof(SecretTexts.ClipboardRefused),
        };
    }
}
