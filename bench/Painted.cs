using System.Text.Json;
using Microsoft.Playwright;

namespace Admin.Bench;

/// <summary>When rows were to be seen, in milliseconds after they were asked for, and how many nodes show them.</summary>
internal sealed record Painted(double First, double Last, int Nodes)
{
    /// <summary>
    /// Looks at every frame: a row counts in the frame after the one in which it has a place on the screen. Times are of the wall,
    /// because asking may load another page. The end is an element, or a number of rows of a table.
    /// </summary>
    private const string Watch = """
        (() => {
            const now = () => performance.timeOrigin + performance.now();
            window.benchAsk = () => sessionStorage.setItem('asked', now());
            window.benchWatch = ({ row, done, table, rows }) => {
                const seen = { first: 0, last: 0 };
                window.benchSeen = seen;
                const look = () => {
                    if (!seen.first && (document.querySelector(row)?.getBoundingClientRect().height ?? 0) > 0)
                        requestAnimationFrame(() => seen.first ||= now());
                    if (seen.first && (table ? document.querySelector(table)?.rows.length > rows : document.querySelector(done))) {
                        requestAnimationFrame(() => seen.last = now());
                        return;
                    }
                    requestAnimationFrame(look);
                };
                look();
            };
        })()
        """;

    /// <summary>A page that has just been loaded is still busy with itself; a person asks nothing of it in that second.</summary>
    public static Task RestAsync() => Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System);

    public static Task PrepareAsync(IPage page) => page.AddInitScriptAsync(Watch);

    /// <param name="result">What shows the result.</param>
    public static async Task<Painted> ReadAsync(IPage page, string result)
    {
        await page.WaitForFunctionAsync("() => window.benchSeen?.last > 0", null, new PageWaitForFunctionOptions { Timeout = 120_000 });
        var seen = await page.EvaluateAsync<JsonElement>(
            "result => { const asked = Number(sessionStorage.getItem('asked')); return { first: benchSeen.first - asked, last: benchSeen.last - asked, nodes: document.querySelectorAll(`${result} *`).length }; }",
            result);
        return new Painted(seen.GetProperty("first").GetDouble(), seen.GetProperty("last").GetDouble(), seen.GetProperty("nodes").GetInt32());
    }
}
