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
    private readonly string _inputId = $"csv-{Guid.CreateVersion7():N}";
    private ElementReference _root;
    private IJSObjectReference? _module;
    private DotNetObjectReference<AudienceUpload>? _self;
    private bool _busy;
    private int _percent;
    private Error? _error;
    private AudienceShown? _result;

    /// <summary>Whose audience; may be set by <see cref="UploadAsync"/> instead.</summary>
    [Parameter]
    public CampaignId Campaign { get; set; }

    [Parameter]
    public bool OwnButton { get; set; }

    [Parameter]
    public EventCallback Uploaded { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    /// <summary>Sends the chosen file. True when it was taken over.</summary>
    public async Task<bool> UploadAsync(CampaignId campaign)
    {
        (_busy, _percent, _error, _result) = (true, 0, null, null);
        StateHasChanged();
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Campaigns/AudienceUpload.razor.js");
            _self ??= DotNetObjectReference.Create(this);
            var answer = await _module.InvokeAsync<Answer?>("upload", _root, $"{ApiRoutes.Prefix}/campaigns/{campaign}/audience", Page.Organization!.Id.ToString(), _self);
            if (answer is null)
                _error = Error.Invalid("csv_missing", Loc[nameof(CampaignTexts.ChooseFile)]);
            else if (answer.Status == StatusCodes.Status200OK)
                _result = JsonSerializer.Deserialize<AudienceShown>(answer.Body, ApiJson.Options);
            else
                _error = ProblemReader.Read(answer.Status, answer.Body);
            return _result is not null;
        }
        finally
        {
            _busy = false;
            StateHasChanged();
        }
    }

    [JSInvokable]
    public void Progress(int percent)
    {
        _percent = percent;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    private async Task UploadOwnAsync()
    {
        if (await UploadAsync(Campaign))
            await Uploaded.InvokeAsync();
    }

    private sealed record Answer(int Status, string Body);
}
