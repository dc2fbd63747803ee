using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Templating;
using Admin.Web.Api;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.Templates;

/// <summary>The value of a media header: a file that is uploaded here, or an address.</summary>
public sealed partial class MediaField : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ElementReference _root;
    private IJSObjectReference? _module;
    private DotNetObjectReference<MediaField>? _self;
    private bool _busy;
    private int _percent;
    private Error? _error;
    private MediaShown? _uploaded;

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required ParameterKind Kind { get; set; }

    /// <summary>For which number; null: none is chosen yet.</summary>
    [Parameter]
    public string? PhoneNumberId { get; set; }

    /// <summary>Whether only an address will do, because several numbers send it.</summary>
    [Parameter]
    public bool OnlyLink { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    /// <summary>The address was changed and is left, or a file has taken its place.</summary>
    [Parameter]
    public EventCallback Left { get; set; }

    [Parameter]
    public EventCallback<MediaShown> Uploaded { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [JSInvokable]
    public void Progress(int percent)
    {
        _percent = percent;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        _self?.Dispose();
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    private async Task UploadAsync()
    {
        (_busy, _percent, _error, _uploaded) = (true, 0, null, null);
        StateHasChanged();
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", _left.Token, "./Features/Templates/MediaField.razor.js");
            _self ??= DotNetObjectReference.Create(this);
            // With a token it may take its time: without one a call ends after a minute.
            var answer = await _module.InvokeAsync<Answer?>("upload", _left.Token, _root, AdminUrls.With($"{ApiRoutes.Prefix}/templates/media", ("phone_number_id", PhoneNumberId)), Page.Organization!.Id.ToString(), _self);
            if (answer is null)
                return;
            if (answer.Status is StatusCodes.Status200OK)
                await TakeAsync(JsonSerializer.Deserialize<MediaShown>(answer.Body, ApiJson.Options)!);
            else
                _error = ProblemReader.Read(answer.Status, answer.Body);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task TakeAsync(MediaShown media)
    {
        if (media.Kind != SnakeCase.Of(Kind))
        {
            _error = TemplateErrors.MediaTypeRefused(MediaRules.TypesOf(Kind));
            return;
        }

        _uploaded = media;
        await ValueChanged.InvokeAsync(media.MediaId);
        await Uploaded.InvokeAsync(media);
        await Left.InvokeAsync();
    }

    private sealed record Answer(int Status, string Body);
}
