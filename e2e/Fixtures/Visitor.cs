using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Admin.E2E.Fixtures;

/// <summary>
/// A person at a browser. It notes what no page may do: write an error to the console, break the content policy or talk
/// to another host; leaving fails with the list.
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const float Patience = 30_000;

    private static readonly string Artifacts = Path.Combine(AppProcess.Solution(), "artifacts");

    private static readonly AxeRunOptions ViolationsOnly = new() { ResultTypes = [ResultType.Violations] };

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly IBrowserContext _context;
    private readonly Uri _home;
    private bool _done;

    private Visitor(IBrowserContext context, IPage page, Uri home) => (_context, Page, _home) = (context, page, home);

    public IPage Page { get; }

    public static async Task<Visitor> EnterAsync(IBrowserContext context, Uri home)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        context.SetDefaultTimeout(Patience);
        if (IsTraced)
            await context.Tracing.StartAsync(new TracingStartOptions { Screenshots = false, Snapshots = true });
        await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error(`content policy: ${e.violatedDirective} ${e.blockedURI}`))");
        var visitor = new Visitor(context, await context.NewPageAsync(), home);
        visitor.Listen();
        return visitor;
    }

    /// <summary>Opens an interactive page and waits until it can be used.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    public Task ReadyAsync() => Assertions.Expect(Page.Locator("[data-interactive=true]")).ToBeVisibleAsync();

    /// <summary>Waits until the content of the page has come in place of its skeleton.</summary>
    public async Task LoadedAsync(bool interactive = true)
    {
        if (interactive)
            await ReadyAsync();
        await Assertions.Expect(Page.Locator("main h1")).ToHaveCountAsync(1);
        await Assertions.Expect(Page.Locator("main .skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>What keeps somebody from using the page.</summary>
    public async Task<IEnumerable<string>> FindBarriersAsync()
    {
        var violations = (await Page.RunAxe(ViolationsOnly).InTimeAsync()).Violations.Where(v => v.Impact is "serious" or "critical");
        return violations.SelectMany(v => v.Nodes.Select(n => $"{Page.Url}: {v.Id} {n.Target} {n.Html} {n.Any.FirstOrDefault()?.Message}"));
    }

    /// <summary>Notes barriers; the journey goes on, so that one of them does not hide whether the rest works.</summary>
    public async Task CheckAccessibleAsync()
    {
        foreach (var barrier in await FindBarriersAsync())
            _faults.Enqueue(barrier);
    }

    /// <summary>Fails with all findings in full, where xunit's own message would cut them.</summary>
    public static void AssertNone(IEnumerable<string> findings)
    {
        var list = findings.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    public Task<bool> FitsAsync() => Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth").InTimeAsync();

    /// <summary>Presses slowly: lets go where the pointer is once <paramref name="meanwhile"/> has happened.</summary>
    public async Task PressAsync(ILocator button, Func<Task> meanwhile)
    {
        await button.HoverAsync();
        await Page.Mouse.DownAsync();
        await meanwhile();
        await Page.Mouse.UpAsync();
    }

    /// <summary>Makes the window another one, and waits for what follows its size.</summary>
    public async Task ResizeAsync(Look look)
    {
        await Page.SetViewportSizeAsync(look.Width, look.Height);
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))").InTimeAsync();
    }

    /// <summary>
    /// Whether a journey that fails leaves its trace under artifacts/traces: <c>ADMIN_E2E_TRACES=1</c>. A trace costs time at every step,
    /// and now and then does not end.
    /// </summary>
    private static bool IsTraced => Environment.GetEnvironmentVariable("ADMIN_E2E_TRACES") == "1";

    /// <summary>Whether pictures are wanted: <c>ADMIN_E2E_SCREENSHOTS=1</c>.</summary>
    public static bool Shoots => Environment.GetEnvironmentVariable("ADMIN_E2E_SCREENSHOTS") == "1";

    /// <summary>Keeps the whole page under artifacts/screenshots.</summary>
    public Task ShootAsync(string name) => Shoots
        ? Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Artifacts, "screenshots", name + ".png"), FullPage = true })
        : Task.CompletedTask;

    /// <summary>The journey has arrived: nothing may have gone wrong on the way, and no trace is needed.</summary>
    public void AssertCalm()
    {
        AssertNone(_faults);
        _done = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsTraced)
            await _context.Tracing.StopAsync(new TracingStopOptions { Path = _done ? null : TracePath() }).InTimeAsync();
        await _context.CloseAsync().InTimeAsync();
    }

    private static string TracePath()
    {
        var test = TestContext.Current.TestCase?.TestMethodName ?? "journey";
        return Path.Combine(Artifacts, "traces", $"{test}-{Guid.CreateVersion7():N}.zip");
    }

    private void Listen()
    {
        _context.Request += (_, request) => Look(request.Url);
        Page.WebSocket += (_, socket) => Look(socket.Url);
        Page.PageError += (_, error) => _faults.Enqueue($"{Page.Url}: {error}");
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _faults.Enqueue($"{Page.Url}: {message.Text} ({message.Location})");
        };
    }

    private void Look(string url)
    {
        var asked = new Uri(url);
        if (asked.Scheme is "http" or "https" or "ws" or "wss" && asked.Authority != _home.Authority)
            _faults.Enqueue($"{Page.Url} asked another host: {url}");
    }
}
