using System.Text;
using Admin.Domain.SqlConsole.Guard;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Admin.Web.Features.SqlConsole;

/// <summary>
/// The Monaco editor with a text per tab. Texts stay in the browser until one is read, and then a long one travels as a stream: one
/// circuit message ends at 32 KB. They are kept in the browser's tab, so that a reload loses nothing.
/// </summary>
public sealed partial class StatementEditor
{
    private const string Module = "./Features/SqlConsole/StatementEditor.razor.js";
    private ElementReference _host;
    private IJSObjectReference? _module;
    private IJSObjectReference? _editor;
    private DotNetObjectReference<StatementEditor>? _self;
    private string? _handed;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public EventCallback OnReady { get; set; }

    [Parameter]
    public EventCallback OnRun { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public EventCallback OnSave { get; set; }

    /// <summary>Says what the guard thinks of a statement while one writes it.</summary>
    [Parameter]
    public Func<string, Task<IReadOnlyList<EditorFault>>>? Judge { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    public bool IsReady => _editor is not null;

    /// <param name="statement">What is meant, unless it is too long for a message; <see cref="ReadAsync(CancellationToken)"/> then need not ask for it.</param>
    [JSInvokable]
    public Task RunAsync(string? statement) => InvokeAsync(async () =>
    {
        _handed = statement;
        await OnRun.InvokeAsync();
        _handed = null;
    });

    [JSInvokable]
    public Task CancelAsync() => InvokeAsync(OnCancel.InvokeAsync);

    [JSInvokable]
    public Task SaveAsync() => InvokeAsync(OnSave.InvokeAsync);

    [JSInvokable]
    public async Task<IReadOnlyList<EditorFault>> JudgeAsync(string statement) => Judge is null ? [] : await Judge(statement);

    /// <summary>What was kept in the browser's tab under a name, or null.</summary>
    public async Task<string?> RecallAsync(string key) => _module is null ? null : await _module.InvokeAsync<string?>("recall", key);

    public async Task KeepAsync(string key, string text)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("keep", key, text);
    }

    /// <summary>Shows a tab with its text, or with the one given.</summary>
    public Task OpenAsync(string tab, string dialect, string? text = null) => CallAsync("open", tab, dialect, text);

    public Task CloseAsync(string tab) => CallAsync("close", tab);

    /// <summary>What to propose in the tab that is shown.</summary>
    public Task KnowAsync(IReadOnlyList<ProposedTable> tables) => CallAsync("know", tables);

    public Task InsertAsync(string text) => CallAsync("insert", text);

    public Task FormatAsync() => CallAsync("format");

    public Task FocusAsync() => CallAsync("focus");

    /// <summary>
    /// The selection, or else the statement under the cursor, whose underlines go. One character more than the guard takes is enough
    /// for it to say that the text is too long.
    /// </summary>
    public async Task<string> ReadAsync(CancellationToken ct) =>
        _editor is null ? "" : _handed ?? await _editor.InvokeAsync<string?>("readShort", ct) ?? await ReadAsync("read", ct);

    /// <summary>Everything in the tab.</summary>
    public Task<string> ReadAllAsync(CancellationToken ct) => ReadAsync("readAll", ct);

    /// <summary>Underlines places of the statement that was read last, or clears the lines; gives the first as line and column.</summary>
    public async Task<TextPlace?> MarkAsync(params IReadOnlyList<EditorFault> faults) =>
        _editor is null ? null : await _editor.InvokeAsync<TextPlace?>("mark", faults);

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
        _editor = await _module.InvokeAsync<IJSObjectReference>("create", _host, _self, Label);
        StateHasChanged();
        await OnReady.InvokeAsync();
    }

    private async Task CallAsync(string name, params object?[] arguments)
    {
        if (_editor is not null)
            await _editor.InvokeVoidAsync(name, arguments);
    }

    private async Task<string> ReadAsync(string name, CancellationToken ct)
    {
        if (_editor is null)
            return "";
        await using var reference = await _editor.InvokeAsync<IJSStreamReference>(name, ct, GuardLimits.MaxLength + 1);
        if (reference.Length == 0)
            return "";
        await using var stream = await reference.OpenReadStreamAsync((GuardLimits.MaxLength + 1) * 3L, ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }
}

/// <summary>Something to underline.</summary>
/// <param name="Position">Zero-based offset in the statement.</param>
public sealed record EditorFault(int Position, string Message, bool IsWarning = false);

/// <summary>A table to propose.</summary>
/// <param name="Text">How a statement writes it.</param>
public sealed record ProposedTable(string? Schema, string Name, string Text, IReadOnlyList<ProposedColumn> Columns);

/// <summary>A column to propose.</summary>
public sealed record ProposedColumn(string Name, string Type, string Text);
