using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Secrets.Importing;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretImportSource : IAsyncDisposable
{
    private const int KeyMaxLength = 4096;

    private ElementReference _root;
    private IJSObjectReference? _module;

    [Inject]
    public required IJSRuntime Js { get; init; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Help { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>The former system's key goes the same way as the text.</summary>
    [Parameter]
    public bool AsksKey { get; set; }

    /// <summary>The bytes that stand there; none is empty.</summary>
    public async Task<Result<byte[]>> ReadAsync(CancellationToken ct) => await ReadAsync("text", SecretImportText.MaxBytes, ct);

    /// <summary>The key, or null when none is given.</summary>
    public async Task<Result<FormerKey?>> ReadKeyAsync(CancellationToken ct) =>
        (await ReadAsync("key", KeyMaxLength, ct)).Map(bytes => bytes.Length == 0 ? null : new FormerKey(Encoding.UTF8.GetString(bytes)));

    public async Task ClearAsync()
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("clear", _root);
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Secrets/SecretImportSource.razor.js");
        await _module.InvokeVoidAsync("attach", _root);
    }

    private async Task<Result<byte[]>> ReadAsync(string what, int max, CancellationToken ct)
    {
        var module = _module ?? throw new InvalidOperationException("The field is not rendered.");
        // Nothing cannot be streamed, so the length is asked for first.
        var length = await module.InvokeAsync<int>("length", ct, _root, what);
        if (length == 0)
            return Array.Empty<byte>();
        if (length > max)
            return SecretImportErrors.TooLarge;
        await using var reference = await module.InvokeAsync<IJSStreamReference>("read", ct, _root, what);
        await using var stream = await reference.OpenReadStreamAsync(max, ct);
        using var bytes = new MemoryStream(length);
        await stream.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }
}
