using System.Text.Json;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Api;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.Campaigns;

public sealed partial class AudienceUpload : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly string _inputId = $"csv-{Guid.CreateVersion7():N}";
    private ElementReference _root;
    private IJSObjectReference? _module;
    private DotNetObjectReference<AudienceUpload>? _self;
    private bool _busy;
    private int _percent;
    private Error? _error;
    private AudienceShown? _result;

    /// <summary>Whose audience.</summary>
    [Parameter, EditorRequired]
    public required CampaignId Campaign { get; set; }

    /// <summary>The file was taken over.</summary>
    [Parameter]
    public EventCallback Uploaded { get; set; }

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
        (_busy, _percent, _error, _result) = (true, 0, null, null);
        StateHasChanged();
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", _left.Token, "./Features/Campaigns/AudienceUpload.razor.js");
            _self ??= DotNetObjectReference.Create(this);
            // With a token it may take its time: without one a call ends after a minute.
            var answer = await _module.InvokeAsync<Answer?>("upload", _left.Token, _root, $"{ApiRoutes.Prefix}/campaigns/{Campaign}/audience", Page.Organization!.Id.ToString(), _self);
            if (answer is null)
                _error = Error.Invalid("csv_missing", Loc[nameof(CampaignTexts.ChooseFile)]);
            else if (answer.Status == StatusCodes.Status200OK)
                _result = JsonSerializer.Deserialize<AudienceShown>(answer.Body, ApiJson.Options);
            else
                _error = ProblemReader.Read(answer.Status, answer.Body);
        }
        finally
        {
            _busy = false;
            StateHasChanged();
        }

        if (_result is not null)
            await Uploaded.InvokeAsync();
    }

    private sealed record Answer(int Status, string Body);
}
