using Admin.Web.Components.Shared;
using Microsoft.JSInterop;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The script that draws grids, fetched once in a circuit, so that a page can have it before its first result is there.</summary>
public sealed class ResultGridScript(IJSRuntime js) : IAsyncDisposable
{
    private const string Module = "./Features/SqlConsole/ResultGrid.razor.js";
    private Task<IJSObjectReference>? _module;

    /// <summary>The module; asked for in vain, it is fetched anew at the next call.</summary>
    public Task<IJSObjectReference> GetAsync()
    {
        if (_module is null or { IsFaulted: true } or { IsCanceled: true })
            _module = js.InvokeAsync<IJSObjectReference>("import", Module).AsTask();
        return _module;
    }

    public async ValueTask DisposeAsync()
    {
        if (_module is { IsCompletedSuccessfully: true } module)
            await (await module).SafeDisposeAsync();
    }
}
