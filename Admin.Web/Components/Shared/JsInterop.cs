using Microsoft.JSInterop;

namespace Admin.Web.Components.Shared;

internal static class JsInterop
{
    /// <summary>Disposes a JS object when the browser may already be gone.</summary>
    public static async ValueTask SafeDisposeAsync(this IJSObjectReference reference, string? lastCall = null)
    {
        try
        {
            if (lastCall is not null)
                await reference.InvokeVoidAsync(lastCall);
            await reference.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has left and taken its objects along.
        }
    }
}
