using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Importing;
using Admin.Web.Api;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.Importing;

/// <summary>Sends a file, or the rest of one.</summary>
public sealed partial class ImportUpload : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ElementReference _root;
    private IJSObjectReference? _module;
    private DotNetObjectReference<ImportUpload>? _self;
    private ContactImportView? _begun;
    private bool _busy;
    private bool _waiting;
    private long _sent;
    private long _total = 1;
    private Error? _error;

    /// <summary>The import whose upload was cut off; null: a new one.</summary>
    [Parameter]
    public ContactImportView? Import { get; set; }

    /// <summary>All of the file is there.</summary>
    [Parameter]
    public EventCallback<ContactImportId> Uploaded { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required ContactImportUploads Uploads { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    /// <summary>How many bytes of the file are there; and whether the connection is waited for.</summary>
    [JSInvokable]
    public void Progress(long sent, bool waiting)
    {
        (_sent, _waiting) = (sent, waiting);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await _left.CancelAsync();
        _left.Dispose();
        _self?.Dispose();
        if (_module is not null)
            await _module.SafeDisposeAsync("stop");
    }

    private async Task UploadAsync()
    {
        if (_busy)
            return;
        (_busy, _waiting, _error, _sent, _total) = (true, false, null, 0, 1);
        try
        {
            _error = await SendAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<Error?> SendAsync()
    {
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", _left.Token, "./Features/Importing/ImportUpload.razor.js");
        _self ??= DotNetObjectReference.Create(this);
        if (await _module.InvokeAsync<ContactImportDraft?>("describe", _left.Token, _root) is not { } file)
            return ContactImportPageErrors.FileMissing;
        var actor = await Circuit.GetAsync(_left.Token);
        // The same file again, after a cut on this page, is the same import.
        var known = Import ?? _begun;
        var begun = known is null ? await Uploads.CreateAsync(actor, file, _left.Token) : await Uploads.ResumeAsync(actor, known.Id, file, _left.Token);
        // Another file on a page for new ones, or one that was no text, begins another import.
        if (begun.Failed && known is not null && Import is null)
            begun = await Uploads.CreateAsync(actor, file, _left.Token);
        if (begun.Failed)
            return begun.Error;
        _begun = begun.Value;
        (_sent, _total) = (_begun.ReceivedBytes, file.Bytes);
        var url = $"{ApiRoutes.Prefix}/contact-imports/{_begun.Id}/content";
        var answer = await _module.InvokeAsync<Answer>("send", _left.Token, _root, url, Page.Organization!.Id.ToString(), _begun.ReceivedBytes, ImportRules.ChunkBytes, _self);
        if (answer.Status != StatusCodes.Status200OK)
            return ProblemReader.Read(answer.Status, answer.Body);
        var there = JsonSerializer.Deserialize<ContactImportShown>(answer.Body, ApiJson.Options)!;
        if (there.State != ContactImportState.Uploading)
            await Uploaded.InvokeAsync(_begun.Id);
        return null;
    }

    private sealed record Answer(int Status, string Body);
}

/// <summary>What only the page can refuse.</summary>
internal static class ContactImportPageErrors
{
    public static Error FileMissing { get; } = Error.Invalid("contact_import_file_missing", "Choose a file first.");
}
