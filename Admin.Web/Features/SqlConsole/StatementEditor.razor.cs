using System.Text;
using Admin.Domain.SqlConsole.Guard;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.SqlConsole;

/// <summary>
/// The Monaco editor. Its text stays in the browser until it is read, and then travels as a stream: one circuit message
/// ends at 32 KB. A draft is kept in the tab, so that a reload loses nothing.
/// </summary>
public sealed partial class StatementEditor
{
    private const string Module = "./Features/SqlConsole/StatementEditor.razor.js";
    private ElementReference _host;
    private IJSObjectReference? _module;
    private IJSObjectReference? _editor;
    private DotNetObjectReference<StatementEditor>? _self;

    /// <summary>Under which name the draft is kept.</summary>
    [Parameter, EditorRequired]
    public required string Draft { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public EventCallback OnRun { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [JSInvokable]
    public Task RunAsync() => InvokeAsync(OnRun.InvokeAsync);

    [JSInvokable]
    public Task CancelAsync() => InvokeAsync(OnCancel.InvokeAsync);

    /// <summary>The text. One character more than the guard takes is enough for it to say that the text is too long.</summary>
    public async Task<string> ReadAsync(CancellationToken ct)
    {
        if (_editor is null)
            return "";
        await using var reference = await _editor.InvokeAsync<IJSStreamReference>("read", ct, GuardLimits.MaxLength + 1);
        if (reference.Length == 0)
            return "";
        await using var stream = await reference.OpenReadStreamAsync((GuardLimits.MaxLength + 1) * 3L, ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }

    /// <summary>Underlines the text at an offset, or clears the line; gives the place as line and column.</summary>
    public async Task<TextPlace?> MarkAsync(int? position) =>
        _editor is null ? null : await _editor.InvokeAsync<TextPlace?>("mark", position);

    public async ValueTask DisposeAsync()
    {
        if (_editor is not null)
            await _editor.SafeDisposeAsync("dispose");
        if (_module is not null)
            await _module.SafeDisposeAsync();
        _self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _module = await Js.InvokeAsync<IJSObjectReference>("import", Module);
        _editor = await _module.InvokeAsync<IJSObjectReference>("create", _host, _self, Draft, Label);
        StateHasChanged();
    }
}
