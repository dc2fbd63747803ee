using Microsoft.Playwright;

namespace Admin.E2E.Pages;

/// <summary>
/// The line between a page and its circuit, which can be held: nothing arrives on either side, and neither is told, as when a network
/// goes dead without a word. What was held is delivered when it is let go.
/// </summary>
internal sealed class HeldLine
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _kept = new();
    private bool _held;

    /// <summary>Before the page is opened.</summary>
    public static async Task<HeldLine> OfAsync(IPage page)
    {
        var line = new HeldLine();
        await page.RouteWebSocketAsync("**/_blazor**", browser =>
        {
            var server = browser.ConnectToServer();
            browser.OnMessage(frame => line.Pass(() => Send(server, frame)));
            server.OnMessage(frame => line.Pass(() => Send(browser, frame)));
        });
        return line;
    }

    public void Hold()
    {
        lock (_lock)
            _held = true;
    }

    public void LetGo()
    {
        lock (_lock)
        {
            _held = false;
            while (_kept.TryDequeue(out var pass))
                pass();
        }
    }

    private void Pass(Action pass)
    {
        lock (_lock)
        {
            if (_held)
                _kept.Enqueue(pass);
            else
                pass();
        }
    }

    private static void Send(IWebSocketRoute to, IWebSocketFrame frame)
    {
        if (frame.Text is { } text)
            to.Send(text);
        else if (frame.Binary is { } bytes)
            to.Send(bytes);
    }
}
