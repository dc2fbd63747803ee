using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.Secrets;

public sealed partial class SecretValueField : IAsyncDisposable
{
    /// <summary>Base64 of the largest value, and a little white space.</summary>
    private const int MaxLength = SecretValue.MaxBytes / 3 * 4 + 4096;

    private ElementReference _field;
    private IJSObjectReference? _module;

    [Inject]
    public required IJSRuntime Js { get; init; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Help { get; set; }

    /// <summary>What stands in the field, or null when nothing does.</summary>
    public async Task<Result<SecretInput?>> ReadAsync(SecretEncoding encoding, CancellationToken ct)
    {
        var module = _module ?? throw new InvalidOperationException("The field is not rendered.");
        // Nothing cannot be streamed, so the length is asked for first.
        if (await module.InvokeAsync<int>("length", ct, _field) == 0)
            return (SecretInput?)null;
        await using var reference = await module.InvokeAsync<IJSStreamReference>("read", ct, _field);
        if (reference.Length > MaxLength)
            return SecretErrors.ValueTooLarge;
        await using var stream = await reference.OpenReadStreamAsync(MaxLength, ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new SecretInput(await reader.ReadToEndAsync(ct), encoding);
    }

    public async Task ClearAsync()
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("clear", _field);
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is not null)
            await _module.SafeDisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./Features/Secrets/SecretValueField.razor.js");
    }
}
